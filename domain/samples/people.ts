/** People whom nobody is, for a workspace that has no leads yet. Texts in both languages of the app, English first. */

type Both = readonly [en: string, ar: string];

export const SAMPLE_NAMES: readonly Both[] = [
  ["Layla Haddad", "ليلى حداد"],
  ["Omar Aziz", "عمر عزيز"],
  ["Sara Mansour", "سارة منصور"],
  ["Daniel Reed", "دانيال ريد"],
  ["Noor Khalil", "نور خليل"],
  ["Yousef Darwish", "يوسف درويش"],
  ["Hannah Clarke", "هانا كلارك"],
  ["Karim Fathy", "كريم فتحي"],
  ["Mona Saleh", "منى صالح"],
  ["Peter Novak", "بيتر نوفاك"],
  ["Rania Aboud", "رانيا عبود"],
  ["Tariq Nasser", "طارق ناصر"],
  ["Amira Hosny", "أميرة حسني"],
  ["James Okafor", "جيمس أوكافور"],
  ["Dina Shaheen", "دينا شاهين"],
  ["Faisal Rahman", "فيصل رحمن"],
  ["Grace Miller", "غريس ميلر"],
  ["Hassan Zaki", "حسن زكي"],
  ["Ines Duarte", "إيناس دوارتي"],
  ["Jamal Barakat", "جمال بركات"],
  ["Lina Sabbagh", "لينا صباغ"],
  ["Marco Bellini", "ماركو بيليني"],
  ["Nadia Ghanem", "نادية غانم"],
  ["Priya Nair", "بريا ناير"],
  ["Rami Issa", "رامي عيسى"],
  ["Salma Farouk", "سلمى فاروق"],
  ["Tom Baker", "توم بيكر"],
  ["Walid Hamdan", "وليد حمدان"],
  ["Yasmin Idris", "ياسمين إدريس"],
  ["Zain Malik", "زين مالك"],
];

export const SAMPLE_CITIES: readonly Both[] = [
  ["Dubai", "دبي"],
  ["Cairo", "القاهرة"],
  ["London", "لندن"],
  ["Abu Dhabi", "أبوظبي"],
  ["Amman", "عمّان"],
];

export const SAMPLE_PROJECTS: readonly Both[] = [
  ["Demo project One", "مشروع تجريبي أول"],
  ["Demo project Two", "مشروع تجريبي ثانٍ"],
];

export const SAMPLE_FORM: Both = ["Demo form", "نموذج تجريبي"];

export const SAMPLE_QUESTIONS: readonly { readonly key: string; readonly label: Both; readonly options: readonly Both[] }[] = [
  {
    key: "wants",
    label: ["What would you like to know?", "ماذا تودّ أن تعرف؟"],
    options: [
      ["The price", "السعر"],
      ["What is available", "المتاح حالياً"],
      ["When I can come to see it", "متى يمكنني المعاينة"],
      ["How I can pay", "طرق الدفع"],
    ],
  },
  {
    key: "when",
    label: ["When would you like to decide?", "متى تودّ أن تقرّر؟"],
    options: [
      ["This week", "هذا الأسبوع"],
      ["This month", "هذا الشهر"],
      ["Later this year", "لاحقاً هذا العام"],
    ],
  },
];

export const SAMPLE_NOTES: readonly Both[] = [
  ["Prefers to be called after five.", "يفضّل الاتصال بعد الخامسة."],
  ["Compares with another offer, decides with the family.", "يقارن بعرض آخر ويقرّر مع العائلة."],
  ["Asked for prices by WhatsApp, sent them.", "طلب الأسعار على واتساب وأرسلتها."],
  ["Knows us from a friend who bought last year.", "يعرفنا من صديق اشترى العام الماضي."],
  ["Wants to come by at the weekend.", "يريد زيارتنا في نهاية الأسبوع."],
  ["Budget is settled, it is about the date now.", "الميزانية محسومة، بقي الموعد."],
];

export const SAMPLE_FOLLOW_UPS: readonly Both[] = [
  ["Ask what they thought of the prices", "السؤال عن رأيهم في الأسعار"],
  ["Agree on a day for the visit", "الاتفاق على يوم الزيارة"],
  ["Send the offer", "إرسال العرض"],
];

export const SAMPLE_TAGS: readonly Both[] = [
  ["returning", "عميل سابق"],
  ["family", "عائلة"],
];
