import { eachOf, PARTICIPANTS } from '../participants.ts'
import { word } from '../word.ts'

/**
 * A term that the law gives the institution has passed: a party complains to the higher institution, which orders within seven
 * days that it be done by a day (APL 49(2)).
 */
export const DELAY = word('delay', {
  acts: {
    'delay.complain': {
      by: PARTICIPANTS,
      in: 'any',
      fresh: false,
      asParty: true,
      seenByDoer: ['what'],
    },
    'delay.outcome': {
      by: ['supervisor'],
      in: 'any',
      ofTask: 'delay',
      fresh: false,
      seenBy: eachOf(PARTICIPANTS, 'outcome', 'number', 'date', 'until', 'summary'),
    },
  },
  tasks: ['delay'],
  documents: ['delay-forwarding'],
})
