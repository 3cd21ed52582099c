import type { CaseFile } from '../../cases/queries/case-file.ts'
import { dayOfShort, dayShort, momentWords } from '../format.ts'
import { Day, Entries, Muted, Prose } from '../ui/index.ts'
import type { View } from '../view.ts'
import type { Slot } from './case-slots.tsx'
import { workTexts } from './work-words.ts'

/** Requests to replace an official, each with what was decided or until when it is to be; null where there are none. */
export function replacementsSlot({ v, file }: { v: View; file: CaseFile }): Slot | null {
  if (file.replacements.length === 0) return null
  return {
    id: 'replacements',
    title: workTexts(v).replacements.title,
    body: <Replacements v={v} file={file} />,
  }
}

function Replacements({ v, file }: { v: View; file: CaseFile }) {
  const t = workTexts(v).replacements
  return (
    <Entries stacked>
      {file.replacements.map((r) => (
        <li key={r.request}>
          <span>
            {r.official} <Muted>{[momentWords(v, r.at), r.by].filter(Boolean).join(' · ')}</Muted>
            <Prose block>{r.reason}</Prose>
          </span>
          <span>
            {r.decided ? (
              <>
                {t.outcomes[r.decided.outcome]}, {dayOfShort(v, r.decided.at)}
                <Prose block>{r.decided.reason}</Prose>
              </>
            ) : (
              <>
                {t.waits} {r.due ? <Day>{dayShort(v, r.due)}</Day> : null}
              </>
            )}
          </span>
        </li>
      ))}
    </Entries>
  )
}
