/** A phone's own dialler, or null where nothing in the text can be dialled. */
export function phoneAddress(phone: string): string | null {
  const dialled = phone.replace(/(?!^\+)[^\d]/g, "");
  return /\d{3}/.test(dialled) ? `tel:${dialled}` : null;
}

/** WhatsApp knows numbers by their country: what could not be read as one (E.164) cannot be found there. */
export function whatsappAddress(phone: string): string | null {
  return /^\+\d{7,15}$/.test(phone) ? `https://wa.me/${phone.slice(1)}` : null;
}

export function mailAddress(email: string): string | null {
  const at = email.lastIndexOf("@");
  return at < 1 ? null : `mailto:${encodeURIComponent(email.slice(0, at))}@${encodeURIComponent(email.slice(at + 1))}`;
}
