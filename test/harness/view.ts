import { en } from '../../web/texts/en.ts'
import { lv } from '../../web/texts/lv.ts'
import type { View } from '../../web/view.ts'

/** What a page knows of a visitor who has not signed in, on Thursday 5 March 2026, 12:15 in Riga. */
export const visitorView = (lang: 'lv' | 'en'): View => ({
  lang,
  t: lang === 'lv' ? lv : en,
  path: '/',
  person: null,
  now: '2026-03-05T10:15:00.000Z',
  today: '2026-03-05',
  assets: { css: '/assets/main.css', js: '/assets/main.js' },
  development: null,
  session: null,
  csrf: '',
  flash: null,
})
