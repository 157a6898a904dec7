import { RESET_LASTS_MS, VERIFY_LASTS_MS } from "./lasts.ts";
import { type Letters, line } from "./letter.ts";
import { countIn, momentIn, spanIn } from "./when.ts";

const [moment, span, count] = [momentIn("ar"), spanIn("ar"), countIn("ar")];

/** Every mail in Arabic: what happened, what to do, when the link ends, and what if it was not you. */
export const ar: Letters = {
  invitation: ({ workspace, by, expires, link }) => ({
    subject: line`دعوة من ${by} إلى ${workspace}`,
    happened: [line`وصلتك دعوة من ${by} للعمل في ${workspace} على LEADOXE CRM، حيث يُتصل بالعملاء أولًا ولا يضيع أحد منهم.`],
    act: { label: "عرض الدعوة", link },
    besides: [
      line`الدعوة لهذا العنوان وحده، ويمكن قبولها مرة واحدة حتى ${moment(expires)}.`,
      line`إن كنت لا تعرف ${by} فلا تفعل شيئًا: لا يُنشأ حساب ولا يدخل أحد باسمك.`,
    ],
  }),
  reset_password: ({ link }) => ({
    subject: line`تعيين كلمة مرور جديدة`,
    happened: [line`طُلبت كلمة مرور جديدة لهذا العنوان، والأرجح أنك من طلبها.`],
    act: { label: "تعيين كلمة مرور جديدة", link },
    besides: [
      line`يعمل الرابط مرة واحدة، لمدة ${span(RESET_LASTS_MS)}. كلمة المرور الجديدة تُنهي جلساتك أينما كانت.`,
      line`إن لم تطلبها فلا تفعل شيئًا: تبقى كلمة مرورك كما هي.`,
    ],
  }),
  verify_email: ({ link }) => ({
    subject: line`تأكيد عنوانك`,
    happened: [line`أُدخل هذا العنوان لحساب في LEADOXE CRM. أكّد أنه لك.`],
    act: { label: "تأكيد هذا العنوان", link },
    besides: [
      line`يعمل الرابط مرة واحدة، لمدة ${span(VERIFY_LASTS_MS)}.`,
      line`إن لم تكن أنت فلا تفعل شيئًا: لا يُستخدم العنوان من دون الرابط.`,
    ],
  }),
  email_changed: ({ to }) => ({
    subject: line`لحسابك الآن عنوان آخر`,
    happened: [line`تسجّل الدخول من الآن بالعنوان ${to}، وإليه تصل الرسائل. لم يعد هذا العنوان يفتح حسابك.`],
    besides: [line`إن لم تكن أنت فقد دخل غيرك إلى حسابك. أخبر مالك مساحة عملك فورًا: يمكنه إخراجه.`],
  }),
  password_changed: () => ({
    subject: line`تغيّرت كلمة مرورك`,
    happened: [line`لحسابك كلمة مرور جديدة منذ لحظات.`],
    besides: [
      line`إن كنت أنت من غيّرها فلا شيء عليك فعله.`,
      line`وإلا فاختر «نسيت كلمة المرور» عند تسجيل الدخول: كلمة مرور جديدة تُخرج كل من سواك. ثم أخبر مالك مساحة عملك.`,
    ],
  }),
  new_browser: ({ browser, place, at }) => ({
    subject: line`تسجيل دخول من متصفح جديد`,
    happened: [line`سُجّل الدخول إلى حسابك من متصفح لم يُستخدم له من قبل.`],
    facts: [
      ["المتصفح", line`${browser}`],
      ...(place === null ? [] : ([["المكان", line`${place}`]] as const)),
      ["الوقت", line`${moment(at)}`],
    ],
    besides: [line`إن كنت أنت فلا شيء عليك فعله.`, line`وإلا فسجّل الدخول وأنهِ تلك الجلسة من حسابك وعيّن هناك كلمة مرور جديدة.`],
  }),
  second_factor_added: () => ({
    subject: line`أُضيف عامل تحقق ثانٍ`,
    happened: [line`صار حسابك يطلب أكثر من كلمة المرور: أُضيف إليه تطبيق مصادقة أو مفتاح مرور.`],
    besides: [
      line`احفظ رموز الاسترداد حيث تجدها من دون هاتفك.`,
      line`إن لم تكن أنت فقد دخل غيرك إلى حسابك. عيّن كلمة مرور جديدة فورًا وأخبر مالك مساحة عملك.`,
    ],
  }),
  second_factor_removed: () => ({
    subject: line`أُزيل عامل تحقق ثانٍ من حسابك`,
    happened: [line`لم يعد تطبيق مصادقة أو مفتاح مرور يحمي حسابك.`],
    besides: [
      line`إن استخدمت رابط استرداد فقد انتهت جلساتك كلها: سجّل الدخول بكلمة مرورك وأعدّ عامل تحقق ثانيًا جديدًا.`,
      line`إن لم تكن أنت فعيّن كلمة مرور جديدة فورًا وأخبر مالك مساحة عملك.`,
    ],
  }),
  recovery: ({ by, from, until, link }) => ({
    subject: line`العودة إلى حسابك من دون عامل التحقق الثاني`,
    happened: [
      line`بلغ ${by} أنك فقدت عامل التحقق الثاني، فطُلب لك طريق للعودة.`,
      line`يزيل الرابط تطبيق المصادقة ورموز الاسترداد ومفاتيح المرور من حسابك ويُنهي جلساتك كلها. بعدها تكفيك كلمة مرورك مرة واحدة، ثم أعدّ عامل تحقق ثانيًا جديدًا.`,
    ],
    act: { label: "إزالة عامل التحقق الثاني", link },
    besides: [
      line`يعمل الرابط مرة واحدة، من ${moment(from)} حتى ${moment(until)}.`,
      line`إن لم تفقد شيئًا فلا تفتحه: سجّل الدخول وألغِ الاسترداد من حسابك، واسأل ${by} عن السبب.`,
    ],
  }),
  recovery_asked: ({ person, by, reason, from, link }) => ({
    subject: line`طلب عودة ${person} من دون عامل تحقق ثانٍ`,
    happened: [line`وصل طلب من ${by} لإزالة عامل التحقق الثاني من حساب ${person}. نخبرك لأنك مسؤول عن مكان ينتمي إليه هذا الحساب.`],
    facts: [
      ["السبب", line`${reason}`],
      ["ممكن ابتداءً من", line`${moment(from)}`],
    ],
    act: { label: "عرض من فيه", link },
    besides: [
      line`اسأل ${person} بطريقة تثق بها، كالهاتف مثلًا. إن لم يُفقد العامل فألغِ الاسترداد هناك.`,
      line`إن كان الطلب صحيحًا فلا شيء عليك فعله.`,
    ],
  }),
  support_asked: ({ workspace, by, reason, minutes, edit, link }) => ({
    subject: line`يطلب الدعم الاطلاع على ${workspace}`,
    happened: [line`وصل طلب من ${by} في دعم LEADOXE للدخول إلى ${workspace}. لا يدخل أحد منا ما لم يوافق أحد المالكين.`],
    facts: [
      ["السبب", line`${reason}`],
      ["المدة", line`${span(minutes * 60_000)}`],
      ["الصلاحية", edit ? line`الاطلاع والتعديل` : line`الاطلاع فقط`],
    ],
    act: { label: "الرد على الطلب", link },
    besides: [line`ترى ذلك ما دام قائمًا، ويمكنك إنهاؤه في أي لحظة، وتجد كل صفحة شوهدت في سجل التدقيق.`, line`إن لم تطلب مساعدة فارفضه.`],
  }),
  audit_head: ({ workspace, hash, records, sealedAt }) => ({
    subject: line`تدقيق ${workspace}: عدد السجلات ${count(records)}`,
    happened: [line`هذا رأس سجل التدقيق في ${workspace}. من يحتفظ به يستطيع أن يثبت لاحقًا أن أي سجل قبله لم يتغيّر.`],
    facts: [
      ["السجلات", line`${count(records)}`],
      ["خُتم في", line`${moment(sealedAt)}`],
      ["الرأس", line`${hash}`],
    ],
    besides: [line`احتفظ بهذه الرسالة. لإيقافها أطفئها من الإعدادات، التدقيق.`],
  }),
};
