import type { NormRef } from '../norm.ts'
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
  | 'registered-post-eu'
  | 'registered-post-abroad'

export type Addressee = 'natural-person' | 'legal-person' | 'institution'

/** When a document is deemed served by a channel: so long after sending. Never rolled to a working day. */
export interface ChannelRule {
  title: Text
  norm: NormRef
  amount: number
  unit: 'days' | 'working-days' | 'weeks'
  /** What counts as sending. */
  sent: Text
  /** The sender may prove that it came earlier: by what the addressee signed (PazL 10(2)). Elsewhere only later counts. */
  signed?: true
}

const PAZL = (article: string): NormRef => ({ act: 'PazL', article })
const handed = { lv: 'dokumenta nodošana', en: 'handing over of the document' }
const posted = { lv: 'nodošana pastā', en: 'handing to the post' }
const sent = { lv: 'dokumenta nosūtīšana', en: 'sending of the document' }

/** Every channel of notification that the house knows. */
export const CHANNELS: Readonly<Record<Channel, ChannelRule>> = {
  'in-person': {
    title: { lv: 'izsniegšana uz vietas iestādē', en: 'handing over at the institution' },
    norm: PAZL('6(1)'),
    amount: 0,
    unit: 'days',
    sent: handed,
  },
  messenger: {
    title: { lv: 'izsniegšana ar ziņnesi', en: 'handing over by messenger' },
    norm: PAZL('7(3)'),
    amount: 0,
    unit: 'days',
    sent: handed,
  },
  post: {
    title: { lv: 'vienkāršs pasta sūtījums', en: 'ordinary letter' },
    norm: PAZL('8(2)'),
    amount: 8,
    unit: 'days',
    sent: { lv: 'reģistrēšana par nosūtāmo dokumentu', en: 'registration as an outgoing document' },
  },
  'registered-post': {
    title: { lv: 'ierakstīts pasta sūtījums', en: 'registered letter' },
    norm: PAZL('8(3)'),
    amount: 7,
    unit: 'days',
    sent: posted,
  },
  'e-mail': {
    title: { lv: 'elektroniskais pasts', en: 'e-mail' },
    norm: PAZL('9(2)'),
    amount: 2,
    unit: 'working-days',
    sent,
  },
  'e-address': {
    title: { lv: 'oficiālā elektroniskā adrese', en: 'official electronic address' },
    norm: PAZL('9(1¹)'),
    amount: 2,
    unit: 'working-days',
    sent,
  },
  portal: {
    title: { lv: 'iestādes tiešsaistes konts', en: 'account in the portal of the institution' },
    norm: PAZL('9(3)'),
    amount: 2,
    unit: 'working-days',
    sent: { lv: 'ievietošana kontā', en: 'placing in the account' },
  },
  'public-notice': {
    title: { lv: 'publisks paziņojums oficiālajā izdevumā', en: 'public notice in the official gazette' },
    norm: PAZL('11(5)'),
    amount: 1,
    unit: 'working-days',
    sent: { lv: 'publicēšana', en: 'publication' },
  },
  'registered-post-eu': {
    title: {
      lv: 'ierakstīts pasta sūtījums ar paziņojumu par izsniegšanu uz ES dalībvalsti',
      en: 'registered letter with notice of delivery to an EU state',
    },
    norm: PAZL('10(2)1'),
    amount: 7,
    unit: 'working-days',
    sent: posted,
    signed: true,
  },
  'registered-post-abroad': {
    title: {
      lv: 'ierakstīts pasta sūtījums ar paziņojumu par izsniegšanu uz ārvalstīm ārpus ES',
      en: 'registered letter with notice of delivery to a state outside the EU',
    },
    norm: PAZL('10(2)2'),
    amount: 3,
    unit: 'weeks',
    sent: posted,
    signed: true,
  },
}

/** Whether the text names a channel. */
export function isChannel(text: string): text is Channel {
  return Object.hasOwn(CHANNELS, text)
}
