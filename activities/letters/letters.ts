import { findForm } from '../../forms/all.ts'
import { AUTHORITY, MINISTRY, PLACE } from '../../forms/authority.ts'
import { channelTo } from '../../forms/channel.ts'
import { allFields, type FileRef } from '../../forms/form.ts'
import { calendarOf } from '../../law/clock/calendar-of.ts'
import { foldClock } from '../../law/clock/fold.ts'
import { setTerm } from '../../law/clock/set-term.ts'
import { redact } from '../../law/derivation/sentence.ts'
import { normText } from '../../law/norm.ts'
import { type RuleId, ruleOf } from '../../law/rules/catalogue.ts'
import { serveDocument } from '../../law/service/serve.ts'
import { dayOf } from '../../law/time.ts'
import { applicationOf, head, type LetterContext, type LetterDraft } from './context.ts'

/** The receipt: what came in, when, its hash, and the terms that the law gives with their derivation. */
export function receipt(c: LetterContext): LetterDraft {
  const statutory = c.state.clocks.statutory!
  const standard = c.state.clocks.standard!
  const folded = foldClock(statutory.rule, statutory.facts)
  const standardDue = foldClock(standard.rule, standard.facts).due
  return {
    template: 'receipt',
    title: { lv: 'Apliecinājums par saņemšanu', en: 'Receipt' },
    input: {
      ...head(c, false),
      number: c.state.number,
      what: `Pieteikums izglītības programmas licencēšanai: ${c.state.subject}`,
      applicant: {
        name: c.institution.name,
        regNo: c.institution.regNo,
        address: c.institution.legalAddress,
      },
      submittedBy: c.applicantName,
      receivedAt: c.state.receivedAt,
      channel: 'sistēmā Lieta',
      contentHash: c.application.contentHash,
      files: filesIn(c),
      term: {
        due: folded.due!,
        rule: 'Lēmuma pieņemšanas termiņš',
        norm: normText(ruleOf(statutory.rule, dayOf(c.state.receivedAt)).norm, 'lv'),
        steps: redact(folded.derivation).map((s) => ({
          text: s.text.lv,
          ...(s.norm ? { norm: normText(s.norm, 'lv') } : {}),
          ...(s.day ? { date: s.day } : {}),
        })),
      },
      ...(standardDue
        ? {
            standard: {
              due: standardDue,
              text: 'Pakalpojuma kartītē publicētais laiks: 30 darbdienas. Izšķirošs ir likumā noteiktais termiņš.',
            },
          }
        : {}),
      next: [
        'Inspektors pārbauda, vai pieteikums ir pilnīgs. Ja kaut kā trūkst, saņemsiet vēstuli ar piezīmēm pie laukiem.',
        'Lietas gaitai varat sekot sistēmā Lieta: tur redzams, kurš rīkojas tālāk un līdz kuram laikam.',
      ],
    },
  }
}

function filesIn(c: LetterContext): Record<string, unknown>[] {
  return Object.values(c.application.data).flatMap((value) =>
    Array.isArray(value)
      ? (value as FileRef[])
          .filter((f) => typeof f?.sha256 === 'string')
          .map((f) => ({ name: f.name, sha256: f.sha256, bytes: f.size }))
      : [],
  )
}

/** The end of a term that the institution sets, counted from when this letter will count as served. */
function termAfterService(c: LetterContext, rule: RuleId, amount: number, unfavourable: boolean): string {
  const calendar = calendarOf(c.state.clocks.statutory?.facts ?? [])
  const { channel } = channelTo(c.institution, unfavourable)
  const served = serveDocument({ channel, sentAt: c.input.at, calendar })
  return setTerm(rule, served.servedOn, amount, calendar).due
}

export function withoutProgress(c: LetterContext): LetterDraft {
  const form = findForm('licensing')!
  const labels = new Map(allFields(form).map((f) => [f.name, f]))
  const remarks = c.payload.remarks as { field: string; text: string }[]
  const until = termAfterService(c, 'cure.term', Number(c.input.facts?.days ?? 10), true)
  return {
    template: 'notice-without-progress',
    title: { lv: 'Paziņojums par iesnieguma atstāšanu bez virzības', en: 'Notice: left without progress' },
    until,
    input: {
      ...head(c, true),
      application: applicationOf(c),
      remarks: remarks.map((r) => {
        const field = labels.get(r.field)
        return {
          field: field?.label.lv ?? r.field,
          remark: r.text,
          ...(field?.norm ? { norm: normText(field.norm, 'lv') } : {}),
        }
      }),
      cureBy: until,
      norms: [
        normText({ act: 'APL', article: '56(1¹)' }, 'lv'),
        normText({ act: 'APL', article: '64(1¹)' }, 'lv'),
      ],
    },
  }
}

export function extension(c: LetterContext): LetterDraft {
  const more = c.payload.extension === 'more-information'
  return {
    template: 'extension-notice',
    title: { lv: 'Paziņojums par termiņa pagarināšanu', en: 'Notice of extension' },
    input: {
      ...head(c, true),
      application: applicationOf(c),
      oldDue: String(c.input.facts?.before),
      newDue: String(c.input.facts?.after),
      ground: String(c.payload.reason),
      norm: more
        ? 'Ministru kabineta 2023. gada 23. maija noteikumi Nr. 253 (divi mēneši, ja lēmumam nepieciešama papildu informācija)'
        : normText({ act: 'APL', article: '64(2)' }, 'lv'),
      appeal: {},
    },
  }
}

export function hearing(c: LetterContext): LetterDraft {
  const until = termAfterService(c, 'hearing.term', Number(c.input.facts?.days ?? 14), true)
  return {
    template: 'hearing-invitation',
    title: { lv: 'Uzaicinājums izteikt viedokli', en: 'Invitation to be heard' },
    until,
    input: {
      ...head(c, true),
      subject: `Par izglītības programmas licencēšanu: ${c.state.subject}`,
      intended: 'Atteikt licencēt izglītības programmu.',
      facts: lines(c.payload.facts).map((text) => ({ text })),
      norms: c.payload.norms as string[],
      answerBy: until,
    },
  }
}

export function closing(c: LetterContext): LetterDraft {
  const withdrawn = c.input.facts?.outcome === 'withdrawn'
  const notice = c.state.documents.findLast((d) => d.kind === 'notice-without-progress')
  return {
    template: 'closing-notice',
    title: withdrawn
      ? { lv: 'Paziņojums par lietas izbeigšanu', en: 'Notice: case closed' }
      : { lv: 'Paziņojums: iesniegums uzskatāms par neiesniegtu', en: 'Notice: deemed not submitted' },
    input: {
      ...head(c, true),
      kind: withdrawn ? 'withdrawn' : 'deemed-not-submitted',
      application: applicationOf(c),
      course: withdrawn
        ? ['Iesniedzējs pieteikumu ir atsaucis, pirms lēmums pieņemts.']
        : [
            `Iesniegums atstāts bez virzības${notice?.number ? ` ar paziņojumu Nr. ${notice.number}` : ''}, un iesniedzējam noteikts termiņš trūkumu novēršanai.`,
            'Noteiktajā termiņā trūkumi nav novērsti.',
          ],
      norms: withdrawn
        ? [normText({ act: 'APL', article: '63' }, 'lv')]
        : [normText({ act: 'APL', article: '56(1¹)' }, 'lv')],
      consequences:
        'Pieteikumu var iesniegt no jauna jebkurā laikā; sistēmā Lieta agrāk ievadītās ziņas ir saglabātas.',
    },
  }
}

export function forwarding(c: LetterContext): LetterDraft {
  const decision = c.state.documents.findLast((d) => d.kind === 'decision')
  if (!decision) throw new Error('there is no decision to contest')
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
        what: `Lēmums par izglītības programmas licencēšanu: ${c.state.subject}`,
        number: decision.number ?? '',
        date: dayOf(decision.at),
        ...(decision.inForceFrom ? { inForceFrom: decision.inForceFrom } : {}),
      },
      contester: {
        name: c.institution.name,
        regNo: c.institution.regNo,
        address: c.institution.legalAddress,
      },
      receivedOn: dayOf(received),
      inTime: {
        yes: true,
        why: `Lēmums stājās spēkā ${decision.inForceFrom ?? ''}; pēdējā apstrīdēšanas diena ir ${decision.contestUntil ?? ''}; iesniegums saņemts ${dayOf(received)}.`,
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

export function correction(c: LetterContext): LetterDraft {
  const decision = c.state.documents.findLast((d) => d.kind === 'decision')
  if (!decision) throw new Error('there is no decision to correct')
  return {
    template: 'correction',
    title: { lv: 'Kļūdas labojums', en: 'Correction' },
    input: {
      ...head(c, true),
      act: {
        what: `Lēmums par izglītības programmas licencēšanu: ${c.state.subject}`,
        number: decision.number ?? '',
        date: dayOf(decision.at),
      },
      changes: [{ where: 'Lēmuma tekstā', was: String(c.payload.was), becomes: String(c.payload.becomes) }],
      reason: 'Pārrakstīšanās kļūda, kuras labojums nemaina lēmuma būtību.',
      restartsContest: false,
      norms: [normText({ act: 'APL', article: '72' }, 'lv')],
    },
  }
}

export function lines(text: unknown): string[] {
  return String(text ?? '')
    .split(/\r?\n/)
    .map((p) => p.trim())
    .filter(Boolean)
}
