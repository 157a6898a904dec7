/** Names of the demo's leads, in the scripts in which they are typed, and what they ask for. Invented people all. */

export const FIRST = [
  "Aisha", "Omar", "Fatima", "Rashid", "Maryam", "Hamad", "Noura", "Khaled", "Salma", "Tariq", "Dana", "Faisal", "Huda", "Bilal", "Reem",
  "Priya", "Arjun", "Ananya", "Rohan", "Meera", "Vikram", "Kavya", "Sanjay", "Nisha", "Imran", "Zainab", "Hassan", "Ayesha", "Usman",
  "Olga", "Dmitri", "Anastasia", "Sergei", "Katerina", "James", "Charlotte", "Oliver", "Amelia", "George", "Isla", "Thomas", "Zoë", "Liam",
  "Maria", "José", "Carlos", "Lucía", "João", "Chiara", "Luca", "Amélie", "Étienne", "Grace", "Joshua", "Angelica", "Wei", "Mei Ling", "Jun",
] as const;

export const LAST = [
  "Al Suwaidi", "Haddad", "Al Marri", "Khoury", "Al Hashimi", "Nasser", "Saleh", "Al Falasi", "Barakat", "Qassem", "Darwish", "Shaheen",
  "Sharma", "Patel", "Nair", "Iyer", "Reddy", "Menon", "Kapoor", "Siddiqui", "Malik", "Qureshi", "Ansari", "Chaudhry", "Ivanova", "Petrov",
  "Sokolova", "Volkov", "Brooks", "Whitfield", "O'Connor", "Hughes", "Fraser", "Ødegård", "García", "Fernández", "Santos", "Rossi", "Bianchi",
  "Dubois", "Lefèvre", "Reyes", "Bautista", "Villanueva", "Chen", "Zhang", "Lim", "Tan", "Nakamura", "Kowalska", "Novák", "Papadopoulos",
] as const;

/** Arabic script, with the Latin spelling that an address is made of. */
export const FIRST_AR = [
  ["محمد", "mohamed"], ["أحمد", "ahmed"], ["فاطمة", "fatma"], ["عائشة", "aisha"], ["خالد", "khaled"], ["مريم", "mariam"], ["عبدالله", "abdullah"],
  ["نورة", "noura"], ["سعيد", "saeed"], ["هند", "hind"], ["يوسف", "youssef"], ["ليلى", "layla"], ["إبراهيم", "ibrahim"], ["سارة", "sara"],
  ["علي", "ali"], ["زينب", "zainab"], ["حسن", "hassan"], ["آمنة", "amna"], ["طارق", "tarek"], ["دينا", "dina"], ["كريم", "karim"], ["ياسمين", "yasmin"],
  ["مصطفى", "mostafa"], ["شيماء", "shaimaa"], ["وائل", "wael"], ["رانيا", "rania"], ["سلطان", "sultan"], ["لطيفة", "latifa"], ["بدر", "badr"], ["ريم", "reem"],
] as const;

export const LAST_AR = [
  ["الحوسني", "alhosani"], ["المنصوري", "almansouri"], ["النعيمي", "alnuaimi"], ["الشامسي", "alshamsi"], ["الكعبي", "alkaabi"], ["الزعابي", "alzaabi"],
  ["السويدي", "alsuwaidi"], ["حداد", "haddad"], ["خوري", "khoury"], ["عبدالرحمن", "abdelrahman"], ["السيد", "elsayed"], ["الشربيني", "elsherbiny"],
  ["فؤاد", "fouad"], ["منصور", "mansour"], ["غانم", "ghanem"], ["الأنصاري", "alansari"], ["يعقوب", "yaqoub"], ["شاهين", "shaheen"], ["البلوشي", "albalushi"],
  ["القاسمي", "alqasimi"], ["حجازي", "hegazy"], ["صالح", "saleh"], ["عثمان", "osman"], ["بركات", "barakat"],
] as const;

export const CITIES = ["Dubai", "Abu Dhabi", "Sharjah", "Ajman", "London", "Mumbai", "Riyadh", "Doha"] as const;
export const CITIES_AR = ["دبي", "أبوظبي", "الشارقة", "العين", "الرياض", "الدوحة", "مسقط"] as const;

export const CAMPAIGNS = [
  { id: "120232362357810199", name: "Autumn launch | UAE | families", adSet: "Parents 30-50", ad: "Video: view from the 30th floor" },
  { id: "120232362357810207", name: "Investors | GCC + UK", adSet: "Lookalike 1 %", ad: "Carousel: payment plan" },
  { id: "120232362357810215", name: "Retargeting | site visitors", adSet: "Visited in 30 days", ad: "Still: last twelve units" },
] as const;
