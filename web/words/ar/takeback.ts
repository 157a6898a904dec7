import type { Dictionary } from "../translate.ts";
import type { takeback as said } from "../en/takeback.ts";

export const takeback: Dictionary<typeof said> = {
  takeback: {
    changed: "تم التغيير: {{name}}",
    added: "تمت الإضافة: {{name}}",
    suspended: "تم الإيقاف: {{name}}",
    reopened: "عاد السماح بالدخول: {{name}}",
    invited: "تمت الدعوة: {{name}}",
    people: {
      zero: "لا أحد",
      one: "شخص واحد",
      two: "شخصان",
      few: "{{n}} أشخاص",
      many: "{{n}} شخصًا",
      other: "{{n}} شخص",
    },
    withdrawn: {
      zero: "لا دعوات",
      one: "لم تعد الدعوة تعمل",
      two: "لم تعد الدعوتان تعملان",
      few: "لم تعد {{n}} دعوات تعمل",
      many: "لم تعد {{n}} دعوة تعمل",
      other: "لم تعد {{n}} دعوة تعمل",
    },
    joined: {
      zero: "لم ينضم أحد",
      one: "انضم {{list}} في هذه الأثناء، ويبقى عضوًا",
      two: "انضم {{list}} في هذه الأثناء، ويبقيان عضوين",
      few: "انضم {{list}} في هذه الأثناء، ويبقون أعضاء",
      many: "انضم {{list}} في هذه الأثناء، ويبقون أعضاء",
      other: "انضم {{list}} في هذه الأثناء، ويبقون أعضاء",
    },
    retired: "أُوقف عرض {{name}}. ما أُضيف مرة يبقى اسمه للعملاء الذين يحملونه.",
    closed: "أُغلق {{name}}. ما أُنشئ مرة يبقى اسمه للعملاء الذين يحملونه.",
    order: "الترتيب",
    done: "تم التراجع: {{name}}",
    theirs: "غيّر {{by}} {{name}} بعد ذلك، فبقي كما هو.",
    yours: "غيّرت {{name}} بعد ذلك، فبقي كما هو.",
    somebodys: "غيّر شخص آخر {{name}} بعد ذلك، فبقي كما هو.",
    leads: {
      zero: "يبقى {{name}}: لا عملاء فيه.",
      one: "يبقى {{name}}: فيه عميل واحد. انقله أولاً.",
      two: "يبقى {{name}}: فيه عميلان. انقلهما أولاً.",
      few: "يبقى {{name}}: فيه {{n}} عملاء. انقلهم أولاً.",
      many: "يبقى {{name}}: فيه {{n}} عميلاً. انقلهم أولاً.",
      other: "يبقى {{name}}: فيه {{n}} عميل. انقلهم أولاً.",
    },
    failed: "تعذّر التراجع عن {{name}}: {{reason}}",
    cannot: "لم يعد التراجع عن {{name}} ممكنًا",
  },
};
