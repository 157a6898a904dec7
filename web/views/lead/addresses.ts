/** A phone's own dialler, or null where nothing in the text can be dialled. */
export function phoneAddress(phone: string): string | null {
  const dialled = phone.replace(/(?!^\+)[^\d]/g, "");
  return /\d{3}/.test(dialled) ? `tel:${dialled}` : null;
}

/** WhatsApp knows numbers by their country: what could not be read as one (E.164) cannot be found there. `text` is typed already when it opens. */
export function whatsappAddress(phone: string, text?: string): string | null {
  if (!/^\+\d{7,15}$/.test(phone)) return null;
  const typed = text === undefined ? "" : `?text=${encodeURIComponent(text)}`;
  return `https://wa.me/${phone.slice(1)}${typed}`;
}

/** `written`: what stands in the message when it opens. */
export function mailAddress(email: string, written?: { readonly subject: string | null; readonly text: string }): string | null {
  const at = email.lastIndexOf("@");
  if (at < 1) return null;
  const address = `mailto:${encodeURIComponent(email.slice(0, at))}@${encodeURIComponent(email.slice(at + 1))}`;
  if (written === undefined) return address;
  // Mail programs want the line ends of mail.
  const fields = [
    ...(written.subject === null ? [] : [`subject=${encodeURIComponent(written.subject)}`]),
    `body=${encodeURIComponent(written.text.replace(/\r?\n/g, "\r\n"))}`,
  ];
  return `${address}?${fields.join("&")}`;
}
