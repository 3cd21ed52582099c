/** A text for people, in both languages of the house. Latvian is the source, English the translation. */
export interface Text {
  lv: string
  en: string
}

export type Lang = 'lv' | 'en'
