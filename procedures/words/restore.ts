import { PARTICIPANTS } from '../participants.ts'
import { word } from '../word.ts'

/**
 * A party asks that a term which the institution set be prolonged, or that one it has missed be restored (APL 46–48): the term to
 * cure, and that to be heard. What is asked after the end is a request to restore (47(2)).
 */
export const RESTORE = word('restore', {
  acts: {
    'term.ask': { by: PARTICIPANTS, in: 'any', fresh: false, asParty: true, seenByDoer: ['term', 'reason'] },
    'term.grant': { by: ['inspector'], in: 'any', ofTask: 'term', fresh: false },
    'term.refuse': { by: ['inspector'], in: 'any', ofTask: 'term', fresh: false },
  },
  tasks: ['term'],
  documents: ['term-granted', 'term-refused'],
})
