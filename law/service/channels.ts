import type { NormRef } from '../norm.ts'
import type { Certainty } from '../rules/types.ts'
import type { Text } from '../text.ts'

export type Channel =
  | 'in-person'
  | 'messenger'
  | 'post'
  | 'registered-post'
  | 'e-mail'
  | 'e-address'
  | 'portal'
  | 'public-notice'
  | 'registered-post-abroad'

export type Addressee = 'natural-person' | 'legal-person' | 'institution'

/** When a document is deemed served by a channel: so many days after sending. Never rolled to a working day. */
export interface ChannelRule {
  title: Text
  norm: NormRef
  amount: number
  unit: 'days' | 'working-days'
  /** What counts as sending. */
  sent: Text
  certainty: Certainty
  unverified?: boolean
  missing?: Text
}

const PAZL = (article: string): NormRef => ({ act: 'PazL', article })
const handed = { lv: 'dokumenta nodošana', en: 'handing over of the document' }
const sent = { lv: 'dokumenta nosūtīšana', en: 'sending of the document' }

/** Every channel of notification that the house knows. */
export const CHANNELS: Readonly<Record<Channel, ChannelRule>> = {
  'in-person': {
    title: { lv: 'izsniegšana uz vietas iestādē', en: 'handing over at the institution' },
    norm: PAZL('6'),
    amount: 0,
    unit: 'days',
    sent: handed,
    certainty: 'R/h',
  },
  messenger: {
    title: { lv: 'izsniegšana ar ziņnesi', en: 'handing over by messenger' },
    norm: PAZL('7'),
    amount: 0,
    unit: 'days',
    sent: handed,
    certainty: 'R/h',
  },
  post: {
    title: { lv: 'vienkāršs pasta sūtījums', en: 'ordinary letter' },
    norm: PAZL('8(2)'),
    amount: 8,
    unit: 'days',
    sent: { lv: 'reģistrēšana par nosūtāmo dokumentu', en: 'registration as an outgoing document' },
    certainty: 'F',
  },
  'registered-post': {
    title: { lv: 'ierakstīts pasta sūtījums', en: 'registered letter' },
    norm: PAZL('8(3)'),
    amount: 7,
    unit: 'days',
    sent: { lv: 'nodošana pastā', en: 'handing to the post' },
    certainty: 'F',
  },
  'e-mail': {
    title: { lv: 'elektroniskais pasts', en: 'e-mail' },
    norm: PAZL('9(2)'),
    amount: 2,
    unit: 'working-days',
    sent,
    certainty: 'R/h',
  },
  'e-address': {
    title: { lv: 'oficiālā elektroniskā adrese', en: 'official electronic address' },
    norm: { act: 'OEAL', article: '12' },
    amount: 2,
    unit: 'working-days',
    sent,
    certainty: 'F',
  },
  portal: {
    title: { lv: 'iestādes tiešsaistes konts', en: 'account in the portal of the institution' },
    norm: PAZL('9(2)'),
    amount: 2,
    unit: 'working-days',
    sent: { lv: 'ievietošana kontā', en: 'placing in the account' },
    certainty: 'R/m',
    unverified: true,
    missing: {
      lv: 'speciālā likuma noteikums par paziņošanu portālā; pieņemts kā elektroniskajiem sakariem',
      en: 'the provision of the special law on notification in a portal; treated as electronic communication',
    },
  },
  'public-notice': {
    title: { lv: 'publisks paziņojums oficiālajā izdevumā', en: 'public notice in the official gazette' },
    norm: PAZL('11'),
    amount: 10,
    unit: 'days',
    sent: { lv: 'publicēšana', en: 'publication' },
    certainty: 'R/m',
    unverified: true,
    missing: {
      lv: 'desmitā diena pēc publicēšanas nav pārbaudīta likuma tekstā',
      en: 'the tenth day after publication was not checked in the text of the law',
    },
  },
  'registered-post-abroad': {
    title: { lv: 'ierakstīts pasta sūtījums uz ārvalstīm', en: 'registered letter abroad' },
    norm: PAZL('10(2)'),
    amount: 15,
    unit: 'days',
    sent: { lv: 'nodošana pastā', en: 'handing to the post' },
    certainty: 'U',
    unverified: true,
    missing: {
      lv: 'dienu skaits sūtījumam uz ārvalstīm nav zināms; 15 dienas ir piesardzīgs pieņēmums',
      en: 'the number of days for a letter abroad is unknown; 15 days is a cautious assumption',
    },
  },
}

/** Whether the text names a channel. */
export function isChannel(text: string): text is Channel {
  return Object.hasOwn(CHANNELS, text)
}
