import { PARTICIPANTS } from '../participants.ts'
import { word } from '../word.ts'

/**
 * A party looks into the file, at any stage and when the case is over (APL 61): what is named is opened to it until a day, or it
 * reads on the spot; what may not be disclosed is refused with the ground.
 */
export const INSPECTION = word('inspection', {
  acts: {
    'inspection.ask': {
      by: PARTICIPANTS,
      in: 'any',
      fresh: false,
      asParty: true,
      seenByDoer: ['what'],
    },
    'inspection.give': {
      by: ['inspector'],
      in: 'any',
      ofTask: 'inspection',
      fresh: false,
      needs: ['records-of-case'],
    },
    'inspection.refuse': { by: ['inspector'], in: 'any', ofTask: 'inspection', fresh: false },
  },
  tasks: ['inspection'],
  documents: ['inspection-reply', 'inspection-refusal'],
})
