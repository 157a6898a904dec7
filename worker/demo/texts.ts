/** What the demo's people write, say and note, with `{{name}}`, `{{me}}` and `{{project}}` to be filled in. */
export interface Texts {
  /** First messages, by WhatsApp. */
  readonly hello: readonly string[];
  readonly mail: readonly string[];
  /** What comes back. */
  readonly replies: readonly string[];
  /** What was said on the telephone. */
  readonly calls: readonly string[];
  readonly notes: readonly string[];
  readonly meetings: readonly string[];
  /** While a price is talked about. */
  readonly offers: readonly string[];
  readonly interest: readonly string[];
}

const homesInEnglish: Texts = {
  hello: [
    "Hello {{name}}, this is {{me}} from Marina Homes. You asked about {{project}}: shall I send you the price list and two floor plans?",
    "Good morning {{name}}, thank you for your interest in {{project}}. When is a good time for a short call today?",
    "Hi {{name}}, {{me}} here. I tried to call you about {{project}}. Is it easier for you to write?",
  ],
  mail: [
    "Dear {{name}}, thank you for asking about {{project}}. You find the brochure and the payment plan attached. I will call you tomorrow to see what fits you.",
    "Dear {{name}}, as promised the floor plans of {{project}}, with the service charge of the last two years. The corner units on floor 14 are held until Sunday.",
  ],
  replies: [
    "Hi, yes please send the price list. We are looking for two bedrooms with parking.",
    "Thanks. I am in a meeting until four, can you call after that?",
    "Is the service charge included? And how long is the payment plan after handover?",
    "We would like to see it on Saturday morning if that is possible.",
    "Please send me the location, we are coming with my parents.",
    "Got it, thank you. My wife likes the second plan more.",
  ],
  calls: [
    "Wants two bedrooms on a high floor, ready within six months.",
    "Compares us with two other towers. The price decides.",
    "Buys to rent out and asked for the net yield.",
    "Husband decides too: call both on Sunday.",
    "Short call, was driving. Call back after six.",
  ],
  notes: [
    "Asked for a sea view above the 20th floor. The corner units are sold: offer line 04.",
    "The bank approved 75 %. Needs the valuation letter this week.",
    "Prefers to write, does not pick up during working hours.",
    "Second visit with the family, very warm. Send the offer with two parking spaces.",
    "Has a flat to sell first. Nothing before January.",
    "Wants the kitchen changed before handover. I asked the site, answer on Thursday.",
    "Works from home, needs a study. The 2.5 bedroom on floor 9 would fit.",
  ],
  meetings: [
    "Saw 1204 and 1504. Liked the second one, wants to come back with the family.",
    "Walked through the show flat. Asked about schools nearby.",
    "Visited the site, an hour. The balcony decides.",
  ],
  offers: [
    "Offered 3 % less than the list. Khalid agrees to 2 % and the fees.",
    "Wants 60/40 instead of 50/50. Sent to finance.",
    "Offer is out, valid until the end of the month.",
  ],
  interest: ["Only high floors", "Second choice, if the first one is sold", "Two units side by side"],
};

const homesInArabic: Texts = {
  hello: [
    "مرحباً {{name}}، معك {{me}} من مارينا هومز. سألت عن {{project}}: هل أرسل لك قائمة الأسعار ومخططين؟",
    "صباح الخير {{name}}، شكراً لاهتمامك بمشروع {{project}}. ما الوقت المناسب لمكالمة قصيرة اليوم؟",
    "أهلاً {{name}}، معك {{me}}. حاولت الاتصال بك بخصوص {{project}}. هل الكتابة أسهل لك؟",
  ],
  mail: [
    "السلام عليكم {{name}}، شكراً لسؤالك عن {{project}}. تجد الكتيّب وخطة السداد في المرفقات، وسأتصل بك غداً لنرى ما يناسبك.",
    "السلام عليكم {{name}}، كما وعدتك مخططات {{project}} مع رسوم الخدمات لآخر سنتين. وحدات الزاوية في الطابق 14 محجوزة حتى الأحد.",
  ],
  replies: [
    "أهلاً، نعم أرسل قائمة الأسعار من فضلك. نبحث عن غرفتين مع موقف.",
    "شكراً، أنا في اجتماع حتى الرابعة. هل تتصل بعدها؟",
    "هل رسوم الخدمات مشمولة؟ وكم مدة الأقساط بعد التسليم؟",
    "نودّ زيارة المشروع صباح السبت إن أمكن.",
    "أرسل الموقع من فضلك، سنأتي مع الوالدين.",
    "وصلتني المخططات، والمخطط الثاني أعجبنا أكثر.",
  ],
  calls: [
    "يريد غرفتين في طابق عالٍ، والتسليم خلال ستة أشهر.",
    "يقارننا ببرجين آخرين. السعر هو الفيصل.",
    "يشتري للتأجير وسأل عن العائد الصافي.",
    "القرار مشترك مع الزوجة: الاتصال بهما يوم الأحد.",
    "مكالمة قصيرة وهو يقود. الاتصال بعد السادسة.",
  ],
  notes: [
    "طلب إطلالة على البحر فوق الطابق العشرين. وحدات الزاوية بيعت، فنعرض الخط 04.",
    "وافق البنك على 75 %. يحتاج خطاب التقييم هذا الأسبوع.",
    "يفضّل الكتابة ولا يرد في ساعات العمل.",
    "زيارة ثانية مع العائلة والاهتمام كبير. إرسال العرض مع موقفين.",
    "لديه شقة يبيعها أولاً. لا شيء قبل يناير.",
    "يريد تغيير المطبخ قبل التسليم. سألت الموقع والجواب يوم الخميس.",
  ],
  meetings: [
    "شاهد 1204 و1504. أعجبته الثانية ويريد العودة مع عائلته.",
    "جولة في الشقة النموذجية. سأل عن المدارس القريبة.",
    "زيارة للموقع استمرت ساعة. الشرفة هي ما يحسم.",
  ],
  offers: [
    "عرض أقل من القائمة بـ 3 %. خالد يوافق على 2 % مع الرسوم.",
    "يريد 60/40 بدل 50/50. أُرسل الطلب إلى المالية.",
    "العرض أُرسل وهو سارٍ حتى نهاية الشهر.",
  ],
  interest: ["الطوابق العالية فقط", "خيار ثانٍ إن بيع الأول", "وحدتان متجاورتان"],
};

const carsInArabic: Texts = {
  hello: [
    "أهلاً {{name}}، معك {{me}} من نايل أوتوز. متى يناسبك موعد تجربة القيادة؟",
    "مساء الخير {{name}}، شكراً لحجزك تجربة قيادة. أي موديل تحب تجربته؟",
  ],
  mail: ["السلام عليكم {{name}}، تجد قائمة الأسعار وأنظمة التقسيط في المرفقات. سأتصل بك غداً لنحدد موعد التجربة."],
  replies: ["ممكن يوم الجمعة بعد العصر؟", "كم القسط الشهري على ثلاث سنوات؟", "عندي عربية أبدلها، بتقيّموها عندكم؟"],
  calls: ["يريد أوتوماتيك بالتقسيط على ثلاث سنوات.", "عنده سيارة للاستبدال، موديل 2018.", "القرار بعد تجربة القيادة."],
  notes: ["يفضّل اللون الأبيض والتسليم قبل نهاية الشهر.", "وافق البنك على التمويل، ينقص إثبات الدخل.", "جرّب السيارة مع أخيه وأعجبته."],
  meetings: ["تجربة قيادة نصف ساعة على الطريق الدائري.", "حضر إلى المعرض وقيّمنا سيارته القديمة."],
  offers: ["طلب خصماً على الكماليات. عرضنا الصيانة الأولى مجاناً."],
  interest: ["يريد التسليم الفوري"],
};

export function textsOf(cars: boolean, language: "en" | "ar"): Texts {
  if (cars) return carsInArabic;
  return language === "ar" ? homesInArabic : homesInEnglish;
}

/** What is meant to be done, by its way: about whom nobody knows much yet, and about those who want something. */
export const TO_DO = {
  en: {
    early: {
      call: [
        "Try again, no answer so far",
        "Call back after six",
        "Introduce the project, ask for the budget",
        "Ask whether the brochure came",
      ],
      whatsapp: ["Send the price list", "Ask when a call suits"],
      email: ["Send the brochure", "Send the floor plans"],
      meeting: ["Viewing, bring the plans"],
      other: ["Look for a colleague who speaks Russian"],
    },
    late: {
      call: [
        "Call about the payment plan",
        "Call both, she decides",
        "Ask whether the bank answered",
        "After the viewing: what did they think?",
      ],
      whatsapp: ["Send the location", "Ask for the passport copy", "Send the video of the show flat"],
      email: ["Send the offer with two parking spaces", "Send the reservation form"],
      meeting: ["Viewing at Marina Heights, bring the plans", "Second viewing with the family", "Sign the reservation"],
      other: ["Ask finance about 60/40", "Hold unit 1504 until Sunday"],
    },
  },
  ar: {
    early: {
      call: ["محاولة أخرى، لم يرد بعد", "معاودة الاتصال بعد السادسة", "التعريف بالمشروع والسؤال عن الميزانية", "السؤال عن وصول الكتيّب"],
      whatsapp: ["إرسال قائمة الأسعار", "السؤال عن وقت مناسب للاتصال"],
      email: ["إرسال الكتيّب", "إرسال المخططات"],
      meeting: ["معاينة مع المخططات"],
      other: ["البحث عن زميل يتحدث الروسية"],
    },
    late: {
      call: ["الاتصال بشأن خطة السداد", "الاتصال بهما معاً", "السؤال عن رد البنك", "بعد المعاينة: ما رأيهم؟"],
      whatsapp: ["إرسال الموقع", "طلب نسخة الجواز", "إرسال فيديو الشقة النموذجية"],
      email: ["إرسال العرض مع موقفين", "إرسال نموذج الحجز"],
      meeting: ["معاينة مع المخططات", "معاينة ثانية مع العائلة", "توقيع الحجز"],
      other: ["سؤال المالية عن 60/40", "حجز الوحدة 1504 حتى الأحد"],
    },
  },
} as const;

export const CAR_TO_DO = {
  call: ["تأكيد موعد تجربة القيادة", "السؤال عن رد البنك", "معاودة الاتصال بعد المغرب"],
  whatsapp: ["إرسال قائمة الأسعار", "إرسال موقع المعرض"],
  email: ["إرسال عرض التقسيط"],
  meeting: ["تجربة قيادة في المعرض"],
  other: ["تقييم السيارة القديمة"],
} as const;

export const TAGS = {
  en: ["sea view", "investor", "cash buyer", "first home", "needs parking", "mortgage", "relocating"],
  ar: ["إطلالة بحرية", "مستثمر", "دفع نقدي", "المنزل الأول", "يحتاج موقفاً", "تمويل بنكي", "انتقال للعمل"],
} as const;

export const COMPANIES = [
  "Al Noor Trading",
  "Gulf Interiors LLC",
  "Blue Dune Logistics",
  "Sahara Dental Group",
  "Falcon Freight",
  "مؤسسة الواحة للمقاولات",
  "شركة الخليج للأثاث",
  "Harbour & Wright",
] as const;
