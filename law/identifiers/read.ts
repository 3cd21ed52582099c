/** A text as it was typed, with every kind of dash as '-' and every kind of blank taken out. */
export function plain(text: string): string {
  return text.replace(/[‐‑‒–—−]/g, '-').replace(/\s/g, '')
}
