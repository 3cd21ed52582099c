import type { NormRef } from '../norm.ts'
import type { Text } from '../text.ts'
import type { Addressee, Channel } from './channels.ts'

/** Where an address is, as far as the law of service asks: in Latvia, another member state of the European Union, elsewhere. */
export type Region = 'latvia' | 'eu' | 'elsewhere'

export interface ChooseInput {
  addressee: {
    kind: Addressee
    inEnterpriseRegister: boolean
    /** Whether an official electronic address is active. */
    hasEAddress: boolean
    email?: string
    /** Whether the person asked for or agreed to e-mail, or wrote that way. */
    agreedToEmail?: boolean
    postalAddress?: string
    /** Where the postal address is; absent: in Latvia. */
    region?: Region
  }
  unfavourable: boolean
}

export interface Choice {
  channel: Channel
  why: Text
  norm: NormRef
  /** Why another channel, that the law puts first, cannot be used. */
  fallback?: Text
}

/**
 * The channel that the law prescribes for an addressee: official electronic address first, then e-mail if agreed,
 * then the post (registered if the act is unfavourable), then public notice where no address is known.
 */
export function chooseChannel({ addressee: a, unfavourable }: ChooseInput): Choice {
  const bound = a.inEnterpriseRegister || a.kind === 'institution'
  if (a.hasEAddress) {
    return {
      channel: 'e-address',
      norm: { act: 'OEAL', article: a.kind === 'institution' ? '5(1)1' : bound ? '5(1)2' : '12(1)' },
      why: bound
        ? {
            lv: 'Uzņēmumu reģistra subjektiem un iestādēm dokumentus sūta uz oficiālo elektronisko adresi.',
            en: 'Entities of the Enterprise Register and institutions are written to at their official electronic address.',
          }
        : {
            lv: 'Adresātam ir aktivizēta oficiālā elektroniskā adrese, tāpēc to izmanto obligāti.',
            en: 'The addressee has an active official electronic address, so it must be used.',
          },
    }
  }
  const fallback: { fallback?: Text } = bound
    ? {
        fallback: {
          lv: 'Oficiālā elektroniskā adrese nav pieejama, tāpēc sūta citādi.',
          en: 'The official electronic address is not available, so another channel is used.',
        },
      }
    : {}
  if (a.email !== undefined && a.agreedToEmail === true) {
    return {
      channel: 'e-mail',
      norm: { act: 'PazL', article: '9(2)' },
      why: {
        lv: 'Adresāts ir lūdzis vai piekritis saņemt dokumentus pa e-pastu.',
        en: 'The addressee asked for or agreed to documents by e-mail.',
      },
      ...fallback,
    }
  }
  if (a.postalAddress !== undefined) {
    if (a.region !== undefined && a.region !== 'latvia') {
      return {
        channel: a.region === 'eu' ? 'registered-post-eu' : 'registered-post-abroad',
        norm: { act: 'PazL', article: '10(1)2' },
        why: {
          lv: 'Adrese ir ārvalstīs; sūta ierakstītu vēstuli ar paziņojumu par izsniegšanu.',
          en: 'The address is abroad; a registered letter with notice of delivery is sent.',
        },
        ...fallback,
      }
    }
    return unfavourable
      ? {
          channel: 'registered-post',
          norm: { act: 'APL', article: '70(2)' },
          why: {
            lv: 'Nelabvēlīgu administratīvo aktu pa pastu sūta ierakstītā sūtījumā.',
            en: 'An unfavourable administrative act sent by post must go by registered letter.',
          },
          ...fallback,
        }
      : {
          channel: 'post',
          norm: { act: 'PazL', article: '8(1)1' },
          why: {
            lv: 'Adresātam nav oficiālās elektroniskās adreses; labvēlīgu aktu var sūtīt vienkāršā vēstulē.',
            en: 'The addressee has no official electronic address; a favourable act may go by ordinary letter.',
          },
          ...fallback,
        }
  }
  return {
    channel: 'public-notice',
    norm: { act: 'PazL', article: '11(1)2' },
    why: {
      lv: 'Neviena adrese nav zināma; paziņo publiski.',
      en: 'No address is known; notification is public.',
    },
    ...fallback,
  }
}
