/** Support that is in a workspace, in Arabic. */
export const support = {
  support: {
    label: "الدعم",
    looks: "{{name}} من دعم LEADOXE في مساحة العمل هذه حتى {{time}}، للاطلاع فقط",
    works: "{{name}} من دعم LEADOXE في مساحة العمل هذه حتى {{time}}، ويمكنه العمل على العملاء",
    end: "إنهاء الآن",
    ended: "خرج الدعم من مساحة العمل هذه",
    notEnded: "لم يُنهَ: {{reason}}",
    you: "أنت في {{workspace}} بصفة الدعم حتى {{time}}. كل صفحة تراها تُسجَّل هناك",
    leave: "مغادرة",
    waits: {
      zero: "لا طلبات دخول من دعم LEADOXE",
      one: "يطلب دعم LEADOXE الدخول",
      two: "طلبا دخول من دعم LEADOXE",
      few: "{{n}} طلبات دخول من دعم LEADOXE",
      many: "{{n}} طلبًا للدخول من دعم LEADOXE",
      other: "{{n}} طلب دخول من دعم LEADOXE",
    },
    answer: "القراءة والرد",
  },
} as const;
