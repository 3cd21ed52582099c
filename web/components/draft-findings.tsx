import { Fragment } from 'preact'
import type { Finding } from '../../law/decision/draft.ts'
import { normsIn } from '../../law/norm.ts'
import { Heading, List, Note, Tag, Text } from '../ui/index.ts'
import { say, type View } from '../view.ts'
import { Norm } from './norm.tsx'

/** What the law says of a draft today: what cannot be issued, and what is to be known before it is. */
export function DraftFindings({ v, findings }: { v: View; findings: Finding[] }) {
  const t = v.t.case.draftCheck
  return (
    <Note id="draft-check" labelledby="draft-check-title">
      <Heading size="s" id="draft-check-title">
        {t.title}
      </Heading>
      {findings.length === 0 ? <Text tight>{t.nothing}</Text> : null}
      <List>
        {findings.map((f) => (
          <li key={`${f.rule} ${f.field}`}>
            <Tag tone={f.severity === 'block' ? 'now' : 'soon'}>{t.severity[f.severity]}</Tag>{' '}
            {say(v, f.message)}
            {normsIn(f.norm).map((norm) => (
              <Fragment key={`${norm.act} ${norm.article}`}>
                {' '}
                <Norm v={v} norm={norm} />
              </Fragment>
            ))}
          </li>
        ))}
      </List>
    </Note>
  )
}
