import { PARTICIPANTS } from '../participants.ts'
import { word } from '../word.ts'

/**
 * A party asks, with reasons, that somebody who acts for the institution be replaced; the institution decides within seven days
 * (APL 37(2)). It goes on beside whatever the procedure does.
 */
export const REPLACEMENT = word('replacement', {
  acts: {
    // Whoever asks may name an official: no party but the one who asked is told of it.
    'replacement.ask': { by: PARTICIPANTS, in: 'open', fresh: false, seenByDoer: ['official', 'reason'] },
    'replacement.decide': {
      by: ['supervisor'],
      in: 'open',
      ofTask: 'replacement',
      fresh: true,
      needs: ['known-official'],
    },
  },
  tasks: ['replacement'],
  documents: ['replacement-reply'],
})
