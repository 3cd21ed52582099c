import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { Attachment } from '../../cases/verification/judge.ts'
import { Entries, Heading, Hidden, Link, List, Muted, Panel, Tag, Text } from '../ui/index.ts'
import type { View } from '../view.ts'
import { Norm } from './norm.tsx'
import { StateTag } from './verification.tsx'

const reportOf = (file: CaseFile, a: Attachment): string => `/cases/${file.caseId}/files/${a.file.fileId}`

/** Above what may be done: the signatures that a person must look at before the application is complete. */
export function ToJudge({ v, file }: { v: View; file: CaseFile }) {
  const t = v.t.sign
  const open = file.attachments.filter((a) => a.standing === 'judge')
  const refused = file.attachments.filter((a) => a.standing === 'refused')
  if (open.length + refused.length === 0) return null
  return (
    <Panel tone="now" labelledby="to-judge">
      <Heading id="to-judge">{open.length > 0 ? t.toJudge(open.length) : t.notAccepted}</Heading>
      {open.length > 0 ? <Text>{t.toJudgeText}</Text> : null}
      {refused.length > 0 ? <Text>{t.refused}</Text> : null}
      <List>
        {[...open, ...refused].map((a) => (
          <li key={a.file.fileId}>
            <Link strong href={reportOf(file, a)}>
              {a.file.name}
            </Link>{' '}
            {a.verification ? <StateTag v={v} state={a.verification.state} /> : null}
          </li>
        ))}
      </List>
    </Panel>
  )
}

/** Each attachment with its verdict and the way to its report; what stands for the applicant's own signature. */
export function Attachments({ v, file }: { v: View; file: CaseFile }) {
  const t = v.t.sign
  return (
    <section>
      <Heading>{t.attachments}</Heading>
      <Entries>
        {file.attachments.map((a) => (
          <li key={a.file.fileId}>
            <span>
              <Link href={`/files/${a.file.fileId}`}>{a.file.name}</Link>{' '}
              <Muted>{v.t.size(a.file.size)}</Muted>
            </span>
            {a.verification ? (
              <span>
                <Standing v={v} a={a} />{' '}
                <Link href={reportOf(file, a)}>
                  {t.openReport}
                  <Hidden>: {a.file.name}</Hidden>
                </Link>
              </span>
            ) : null}
          </li>
        ))}
      </Entries>
      {file.signature ? (
        <Text small>
          {t.own}: {file.signature === 'sign-in' ? t.bySignIn : t.byOwn}{' '}
          <Norm v={v} norm={{ act: 'APL', article: '56(1)' }} />
        </Text>
      ) : null}
    </section>
  )
}

/** What was judged stands before what was found. */
function Standing({ v, a }: { v: View; a: Attachment }) {
  const { verification, judgement } = a
  if (!verification) return null
  if (verification.state !== 'indeterminate' || !judgement)
    return <StateTag v={v} state={verification.state} />
  return (
    <Tag tone={judgement.accepted ? 'force' : 'now'}>
      {judgement.accepted ? v.t.sign.accepted : v.t.sign.notAccepted}
    </Tag>
  )
}
