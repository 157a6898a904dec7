/** Ways to the settings, to a workspace of one's own and to the platform, seen from elsewhere. */
export const ways = {
  ways: {
    settings: "الإعدادات",
    make: "إنشاء مساحة عمل",
    back: "العودة إلى العملاء",
    partMissing: "تعذّر تحميل نصوص هذه الشاشة",
  },
  platform: {
    name: "المنصة",
    console: "وحدة التحكم",
    role: { super_admin: "مشرف عام", support: "الدعم", privacy_officer: "مسؤول الخصوصية", auditor: "مدقق" },
  },
} as const;
