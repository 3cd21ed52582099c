import { type Choice, chooseChannel, type Region } from '../law/service/choose.ts'

/** What the choice of channel depends on: the registers, and what the addressee asked for. */
export interface Reachable {
  legalPerson: boolean
  legalAddress: string | null
  region: Region
  email: string | null
  eAddress: string | null
  inEnterpriseRegister: boolean
}

/** The channel that the law names for an addressee: the drafting page checks it, the letter goes by it. */
export function channelTo(addressee: Reachable, unfavourable: boolean): Choice {
  return chooseChannel({
    addressee: {
      kind: addressee.legalPerson ? 'legal-person' : 'natural-person',
      inEnterpriseRegister: addressee.inEnterpriseRegister,
      hasEAddress: Boolean(addressee.eAddress),
      ...(addressee.email ? { email: addressee.email, agreedToEmail: true } : {}),
      ...(addressee.legalAddress ? { postalAddress: addressee.legalAddress } : {}),
      region: addressee.region,
    },
    unfavourable,
  })
}
