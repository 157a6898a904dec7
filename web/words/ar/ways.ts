/** Ways to the settings and to a workspace of one's own, seen from elsewhere. */
export const ways = {
  ways: {
    settings: "الإعدادات",
    make: "إنشاء مساحة عمل",
    back: "العودة إلى العملاء",
    partMissing: "تعذّر تحميل نصوص هذه الشاشة",
  },
} as const;
