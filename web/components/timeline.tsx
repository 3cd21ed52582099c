import type { CaseFile, TimelineItem } from '../../cases/queries/case-file.ts'
import { courseOf } from '../../cases/queries/course.ts'
import type { Turn } from '../../cases/queries/keyset.ts'
import { termId } from '../../law/clock/term.ts'
import { CONFLICT_GROUNDS, type ConflictGround } from '../../law/conflicts.ts'
import { isPartyRole } from '../../law/parties.ts'
import type { Definition } from '../definition.ts'
import { dayOfShort, dayShort, momentWords } from '../format.ts'
import { Course, Details, Turns } from '../ui/index.ts'
import { say, type View } from '../view.ts'
import { documentWords, doneWords, outcomeWords, roleWords, stageWords } from '../words.ts'
import { retentionTexts } from './retention-parts.tsx'
import { signingTexts } from './signing-words.ts'
import { workTexts } from './work-words.ts'

// What repeats the line beside it: work is also a stage, a cure is also an act, what was sent was issued before, what became
// of a decision came by an act or a service.
const HIDDEN = ['task-opened', 'task-closed', 'term-closed', 'outcome', 'decision-fact']
const HIDDEN_FACTS = ['left-without-progress', 'cured', 'extended', 'stopped']
/** How many of the newest stand open; the rest of the page can be opened. */
const NEWEST = 8

function repeats(file: CaseFile, item: TimelineItem): boolean {
  if (HIDDEN.includes(item.type)) return true
  if (item.type === 'clock-fact')
    return HIDDEN_FACTS.includes((item.data.fact as { type: string } | undefined)?.type ?? '')
  return (
    item.type === 'document-issued' &&
    file.timeline.some((e) => e.type === 'document-sent' && e.data.documentId === item.data.documentId)
  )
}

export interface TimelineProps {
  v: View
  file: CaseFile
  def: Definition
  /** Which page of it is shown. */
  turn: Turn
}

/** What happened, newest first, in words, with who did it: a page of it, and the ways to what was before and came after. */
export function Timeline({ v, file, def, turn }: TimelineProps) {
  const { rows, next, previous } = courseOf(
    file.timeline.filter((i) => !repeats(file, i)),
    turn,
  )
  const open = previous ? rows.length : NEWEST
  const earlier = rows.slice(open)
  return (
    <>
      <Items v={v} file={file} def={def} items={rows.slice(0, open)} />
      {earlier.length > 0 ? (
        <Details summary={v.t.case.file.earlier(earlier.length)}>
          <Items v={v} file={file} def={def} items={earlier} />
        </Details>
      ) : null}
      <Turns
        v={v}
        label={v.t.case.file.timeline}
        next={next}
        previous={previous}
        href={(to) => `/cases/${file.caseId}?${new URLSearchParams(to)}#course`}
      />
    </>
  )
}

function Items({ v, file, def, items }: { v: View; file: CaseFile; def: Definition; items: TimelineItem[] }) {
  return (
    <Course
      items={items.map((item) => ({
        key: item.seq,
        what: what(v, file, def, item),
        when: `${momentWords(v, item.at)}${who(v, item)}`,
      }))}
    />
  )
}

function who(v: View, item: TimelineItem): string {
  const role = item.actorRole ? roleWords(v, item.actorRole) : ''
  const absent = item.data.insteadOf
    ? `, ${workTexts(v).absences.insteadOf(String(item.data.insteadOf))}`
    : ''
  if (item.actor) return ` · ${item.actor}${role ? ` (${role})` : ''}${absent}`
  return role ? ` · ${role}` : ''
}

function what(v: View, file: CaseFile, def: Definition, item: TimelineItem): string {
  const t = v.t.pub
  const d = item.data as Record<string, string | null | undefined>
  const name = (type: string): string => t.events[type] ?? type
  const document = (id: unknown): string => {
    const found = file.documents.find((one) => one.documentId === id)
    return found ? `${documentWords(v, def, found.kind)}${found.number ? ` ${found.number}` : ''}` : ''
  }
  switch (item.type) {
    case 'act':
      return doneWords(v, def, String(d.act))
    case 'stage-entered':
      return `${name('stage')}: ${stageWords(v, def, String(d.stage))}`
    case 'term-opened':
    case 'term-passed': {
      const id = d.term ?? termId(item.data as { name: string; n: number })
      const of = file.clocks.find((c) => c.clock === id || (d.taskId && c.taskId === d.taskId))
      const day = d.due ? dayShort(v, d.due) : ''
      return [name(item.type), ...(of ? [say(v, of.title)] : []), day].join(': ')
    }
    case 'clock-fact': {
      const fact = item.data.fact as { type: string } | undefined
      return t.facts[fact?.type ?? ''] ?? name('clock-fact')
    }
    case 'document-issued':
      return `${name('document-issued')}: ${documentWords(v, def, String(d.kind))}${d.number ? ` ${d.number}` : ''}`
    case 'document-sent': {
      const why = item.data.why as { lv: string; en: string } | undefined
      const channel = v.t.case.channels[String(d.channel)] ?? d.channel
      const sent = `${name('document-sent')}: ${document(d.documentId)} (${channel})`
      return why ? `${sent}. ${say(v, why)}` : sent
    }
    case 'document-served':
      return `${name('document-served')}: ${document(d.documentId)}, ${d.servedOn ? dayShort(v, d.servedOn) : ''}`
    case 'register-entered':
      return `${name('register-entered')}: ${d.entryNo ?? ''}`
    case 'signing-started': {
      const ground = item.data.ground as { orderNumber: string; orderDate: string } | undefined
      const s = signingTexts(v)
      const acting = ground ? ` – ${s.acting(ground.orderNumber, dayShort(v, ground.orderDate))}` : ''
      return `${s.signedNumber(String(d.number))}${acting}`
    }
    case 'signing-failed': {
      const s = signingTexts(v)
      return `${s.failedNumber(String(d.number))}: ${s.failures[String(d.reason)] ?? d.reason}`
    }
    case 'warned':
    case 'escalated':
      return `${name(item.type)}: ${d.due ? dayShort(v, d.due) : ''}`
    case 'trouble':
      return `${name('trouble')}: ${d.what} (${d.code})`
    case 'task-claimed':
      return name(d.by ? 'task-claimed' : 'task-released')
    case 'assigned':
      return `${name(d.to ? 'assigned' : 'unassigned')}${d.reason ? `: ${d.reason}` : ''}`
    case 'note-added':
      return `${name('note-added')}: ${d.text ?? retentionTexts(v).erased.one}`
    case 'signature-judged':
      return `${name(item.data.accepted ? 'signature-accepted' : 'signature-refused')}: ${d.reason ?? retentionTexts(v).erased.one}`
    case 'conflict-declared':
    case 'conflict-found': {
      const ground = CONFLICT_GROUNDS[item.data.ground as ConflictGround]
      return `${name(item.type)}: ${d.about ?? ''}, ${say(v, ground.title)}`
    }
    case 'conflict-upheld':
    case 'conflict-waived':
    case 'conflict-ended':
      return `${name(item.type)}: ${d.reason ?? retentionTexts(v).erased.one}`
    case 'hold-set':
      return `${name('hold-set')}: ${d.reason ?? retentionTexts(v).erased.one}`
    case 'hold-lifted':
      return `${name('hold-lifted')}: ${d.reason ?? retentionTexts(v).erased.one}`
    case 'erased': {
      const { parts } = retentionTexts(v).erased
      return `${name('erased')}: ${parts[d.part as keyof typeof parts] ?? d.part}`
    }
    case 'closed':
      return `${name('closed')}: ${outcomeWords(v, def, String(d.outcome))}`
    case 'registered':
      return `${name(item.actorRole === null || isPartyRole(item.actorRole) ? 'registered' : 'opened')} (${dayOfShort(v, item.at)})`
    default:
      return name(item.type)
  }
}
