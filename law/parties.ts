import type { NormRef } from './norm.ts'
import type { Text } from './text.ts'

/**
 * In which role somebody stands in a case. A case may have several of a role, and none: a complaint has no applicant, a
 * psychologist's case no institution.
 */
export type PartyRole = 'applicant' | 'addressee' | 'subject' | 'submitter' | 'concerned' | 'third'

/** A person or organisation that is known; `unnamed`: somebody who has not said who they are. */
export type PartyKind = 'person' | 'organisation' | 'unnamed'

export const PARTY_ROLES: Readonly<Record<PartyRole, { title: Text; norm: NormRef }>> = {
  applicant: { title: { lv: 'iesniedzējs', en: 'applicant' }, norm: { act: 'APL', article: '25(1)' } },
  addressee: { title: { lv: 'adresāts', en: 'addressee' }, norm: { act: 'APL', article: '27(1)' } },
  third: { title: { lv: 'trešā persona', en: 'third person' }, norm: { act: 'APL', article: '28(1)' } },
  submitter: {
    title: { lv: 'iesnieguma iesniedzējs', en: 'submitter' },
    norm: { act: 'IesL', article: '3(2)' },
  },
  subject: {
    title: { lv: 'persona, par kuru ir lieta', en: 'subject' },
    norm: { act: 'APL', article: '24' },
  },
  concerned: {
    title: { lv: 'iesaistītā persona', en: 'person concerned' },
    norm: { act: 'APL', article: '24' },
  },
}

export function isPartyRole(role: string): role is PartyRole {
  return Object.hasOwn(PARTY_ROLES, role)
}

/** On which ground somebody acts for a party (APL 38). `office`: the right of an official, without any authorisation. */
export type RepresentationGround = 'office' | 'notarial' | 'written' | 'advocate' | 'guardian' | 'on-the-spot'

export interface GroundRule {
  title: Text
  norm: NormRef
  /** Whom somebody may represent on it. */
  for: readonly PartyKind[]
  /** A document shows it, which an official of the service must look at. */
  document: boolean
}

/** Grounds that are entered; an office follows from the register. */
export const GROUNDS: Readonly<Record<Exclude<RepresentationGround, 'office'>, GroundRule>> = {
  notarial: {
    title: { lv: 'notariāli apliecināta pilnvara', en: 'power of attorney certified by a notary' },
    norm: { act: 'APL', article: '38(1)' },
    for: ['person', 'organisation'],
    document: true,
  },
  advocate: {
    title: {
      lv: 'rakstveida pilnvara zvērinātam advokātam',
      en: 'written power of attorney of a sworn advocate',
    },
    norm: { act: 'APL', article: '38(1)' },
    for: ['person', 'organisation'],
    document: true,
  },
  written: {
    title: {
      lv: 'juridiskās personas rakstveida pilnvara',
      en: 'written power of attorney of a legal person',
    },
    norm: { act: 'APL', article: '38(3)' },
    for: ['organisation'],
    document: true,
  },
  guardian: {
    title: { lv: 'vecāku, aizbildņa vai aizgādņa tiesības', en: 'rights of a parent or guardian' },
    norm: { act: 'APL', article: '38(5)' },
    for: ['person'],
    document: true,
  },
  'on-the-spot': {
    title: {
      lv: 'iestādē uz vietas mutvārdos dots un parakstīts pilnvarojums',
      en: 'authorisation given orally at the institution, written down and signed there',
    },
    norm: { act: 'APL', article: '38(1)' },
    for: ['person'],
    document: true,
  },
}
