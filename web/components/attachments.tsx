import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { Attachment } from '../../cases/verification/judge.ts'
import type { View } from '../view.ts'
import { Norm, Tag } from './parts.tsx'
import { StateTag } from './verification.tsx'

const reportOf = (file: CaseFile, a: Attachment): string => `/cases/${file.caseId}/files/${a.file.fileId}`

/** Above what may be done: the signatures that a person must look at before the application is complete. */
export function ToJudge({ v, file }: { v: View; file: CaseFile }) {
  const t = v.t.sign
  const open = file.attachments.filter((a) => a.standing === 'judge')
  const refused = file.attachments.filter((a) => a.standing === 'refused')
  if (open.length + refused.length === 0) return null
  return (
    <section class="lieta-next lieta-next--you" aria-labelledby="to-judge">
      <h2 class="govuk-heading-m" id="to-judge">
        {open.length > 0 ? t.toJudge(open.length) : t.notAccepted}
      </h2>
      {open.length > 0 ? <p class="govuk-body">{t.toJudgeText}</p> : null}
      {refused.length > 0 ? <p class="govuk-body">{t.refused}</p> : null}
      <ul class="govuk-list">
        {[...open, ...refused].map((a) => (
          <li key={a.file.fileId}>
            <a class="govuk-link govuk-!-font-weight-bold" href={reportOf(file, a)}>
              {a.file.name}
            </a>{' '}
            {a.verification ? <StateTag v={v} state={a.verification.state} /> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Each attachment with its verdict and the way to its report; what stands for the applicant's own signature. */
export function Attachments({ v, file }: { v: View; file: CaseFile }) {
  const t = v.t.sign
  return (
    <section>
      <h2 class="govuk-heading-m">{t.attachments}</h2>
      <ul class="lieta-files">
        {file.attachments.map((a) => (
          <li key={a.file.fileId}>
            <span class="govuk-body govuk-!-margin-0">
              <a class="govuk-link" href={`/files/${a.file.fileId}`}>
                {a.file.name}
              </a>{' '}
              <span class="lieta-muted">{v.t.size(a.file.size)}</span>
            </span>
            {a.verification ? (
              <span class="govuk-body-s govuk-!-margin-0">
                <Standing v={v} a={a} />{' '}
                <a class="govuk-link" href={reportOf(file, a)}>
                  {t.openReport}
                  <span class="govuk-visually-hidden">: {a.file.name}</span>
                </a>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {file.signature ? (
        <p class="govuk-body-s">
          {t.own}: {file.signature === 'sign-in' ? t.bySignIn : t.byOwn}{' '}
          <Norm v={v} norm={{ act: 'APL', article: '56(1)' }} />
        </p>
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
    <Tag colour={judgement.accepted ? 'green' : 'red'}>
      {judgement.accepted ? v.t.sign.accepted : v.t.sign.notAccepted}
    </Tag>
  )
}
