import { z } from 'zod'
import type { DECIDE } from '../../../procedures/words/decide.ts'
import { prose } from '../../fields.ts'
import { actsOf, noFacts, nothing } from '../act.ts'
import { type ProposalOptions, proposalOf } from './decide/proposal.ts'

/** Draft, review, signature.
 * @param options what may be proposed, the norms that stand in the draft beforehand, and what was assessed */
export const decideActs = (options: ProposalOptions) =>
  actsOf<typeof DECIDE>({
    'proposal.submit': proposalOf(options),
    'review.approve': {
      title: { lv: 'Apstiprināt projektu', en: 'Approve the draft' },
      tone: 'primary',
      fields: [],
      schema: () => nothing,
      facts: noFacts,
      draft: true,
      done: { lv: 'Projekts apstiprināts', en: 'Draft approved' },
    },
    'review.return': {
      title: { lv: 'Atdot labošanai', en: 'Return for changes' },
      tone: 'secondary',
      fields: [
        {
          name: 'comment',
          label: { lv: 'Kas jālabo?', en: 'What must be changed?' },
          widget: 'textarea',
          rows: 4,
        },
      ],
      schema: () => z.object({ comment: prose(5000) }).strict(),
      facts: noFacts,
      draft: true,
      done: { lv: 'Projekts atdots labošanai', en: 'Draft returned for changes' },
      reread: 3,
      before: true,
    },
    'decision.sign': {
      signIn: 'fresh',
      page: true,
      title: { lv: 'Parakstīt lēmumu', en: 'Sign the decision' },
      explain: {
        lv: 'Lēmums saņem numuru, dokumentu apzīmogo un nosūta. To vairs nevar atsaukt, tikai labot vai atcelt ar jaunu aktu.',
        en: 'The decision gets its number, is sealed and sent. It can then only be corrected, or revoked by a new act.',
      },
      tone: 'primary',
      fields: [],
      schema: () => nothing,
      facts: noFacts,
      draft: true,
      done: { lv: 'Lēmums nodots parakstīšanai', en: 'Decision given for signature' },
    },
    'decision.return': {
      title: { lv: 'Atdot atpakaļ', en: 'Send back' },
      tone: 'secondary',
      fields: [
        {
          name: 'comment',
          label: { lv: 'Kas jāmaina?', en: 'What must change?' },
          widget: 'textarea',
          rows: 4,
        },
      ],
      schema: () => z.object({ comment: prose(5000) }).strict(),
      facts: noFacts,
      draft: true,
      done: { lv: 'Direktors projektu atdeva', en: 'Draft sent back by the director' },
      reread: 4,
      before: true,
    },
  })
