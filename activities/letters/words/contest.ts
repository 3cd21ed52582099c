import { AUTHORITY, MINISTRY, PLACE } from '../../../forms/authority.ts'
import { normText } from '../../../law/norm.ts'
import { dayOf } from '../../../law/time.ts'
import { type LetterContext, type LetterDraft, matterOf, onPaper } from '../context.ts'

export function forwarding(c: LetterContext): LetterDraft {
  const decision = c.state.documents.findLast((d) => d.kind === 'decision')
  if (!decision) throw new Error('there is no decision to contest')
  const service = decision.services.find((s) => s.partyId === c.party.partyId)
  const received = c.said.get('contest.submit')!.at.toISOString()
  return {
    template: 'contest-forwarding',
    title: { lv: 'Apstrīdēšanas iesnieguma pārsūtīšana', en: 'Forwarding of the contestation' },
    input: {
      issuer: AUTHORITY,
      place: PLACE,
      date: dayOf(c.input.at),
      caseNumber: c.state.number,
      sealed: true,
      addressee: {
        name: MINISTRY.name,
        regNo: MINISTRY.regNo,
        address: MINISTRY.address,
        channel: 'oficiālajā elektroniskajā adresē',
      },
      act: {
        what: `Lēmums par ${matterOf(c)}`,
        number: decision.number ?? '',
        date: dayOf(decision.at),
        ...(service?.inForceFrom ? { inForceFrom: service.inForceFrom } : {}),
      },
      contester: onPaper(c.party),
      receivedOn: dayOf(received),
      inTime: {
        yes: true,
        why: `Lēmums stājās spēkā ${service?.inForceFrom ?? ''}; pēdējā apstrīdēšanas diena ir ${service?.contestUntil ?? ''}; iesniegums saņemts ${dayOf(received)}.`,
      },
      suspended: {
        yes: true,
        why: `Lēmuma darbība apturēta ar iesnieguma saņemšanas dienu (${normText({ act: 'APL', article: '80' }, 'lv')}).`,
      },
      enclosures: [
        'Apstrīdēšanas iesniegums',
        `Lēmums Nr. ${decision.number ?? ''}`,
        'Lietas materiāli sistēmā Lieta',
      ],
    },
  }
}
