import type { Messages } from './texts/lv.ts'

export type Lang = 'lv' | 'en'

export interface Words {
  lv: string
  en: string
}

/** What every page knows: the language with its words, who looks at it, and the session's token for its forms. */
export interface View {
  lang: Lang
  t: Messages
  /** The address of this page with its query, without `lang`. */
  path: string
  person: {
    id: string
    name: string
    roles: string[]
    staff: boolean
    supervises: boolean
    signs: boolean
    audits: boolean
    applies: boolean
  } | null
  /** Business time now, an instant. */
  now: string
  /** Today in Riga. */
  today: string
  /** The addresses of stylesheet and script. */
  assets: { css: string; js: string }
  development: { mailUi: string | null } | null
  /** Seconds until the session ends when nothing is done, and until it ends anyway; null for visitors. */
  session: { idleLeft: number; left: number; endsAt: string } | null
  /** Read only where a form is rendered: it begins a session. */
  readonly csrf: string
  /** What the last command did, told once. */
  flash: string | null
}

/** A key under which a form's command is done once. */
export type NewKey = () => string

/** The words in the language of the page. */
export function say(v: View, words: Words): string {
  return words[v.lang]
}
