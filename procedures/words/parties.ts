import { word } from '../word.ts'

/**
 * Who comes into a case later: a third person, whose status an official grants (APL 28(3)), and whoever contests a decision that
 * restricts them though they were not invited (76(1)). Also when the case is over.
 */
export const PARTIES = word('parties', {
  acts: { 'party.admit': { by: ['inspector'], in: 'lives', fresh: false, needs: ['known-party'] } },
  documents: ['admission'],
})
