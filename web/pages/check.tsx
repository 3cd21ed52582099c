import type { DraftView } from '../../cases/drafts.ts'
import type { VerificationView } from '../../cases/verification/check.ts'
import {
  allFields,
  askedPages,
  type Field,
  type FileRef,
  type FormDef,
  isAsked,
  shownAs,
} from '../../forms/form.ts'
import { oddWords } from '../../forms/text.ts'
import { Button, Details, Norm, PostForm, SummaryRow } from '../components/parts.tsx'
import { StateTag } from '../components/verification.tsx'
import { dayShort, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import { say, type View, type Words } from '../view.ts'

export interface CheckProps {
  v: View
  draft: DraftView
  institution: string
  errors: { field: string; page: string; text: string }[]
  remarks: Record<string, string[]>
  cure: boolean
  keyed: string
  note?: string
}

/** All answers before they are sent, each with a way to change it; what is missing stands at the top. */
export function CheckPage({ v, draft, institution, errors, remarks, cure, keyed, note }: CheckProps) {
  const t = v.t.case.draft
  const { id: draftId, form, data } = draft
  const answers = Object.values(data).filter((one) => typeof one === 'string')
  const alike = oddWords(answers.join('\n'))
    .slice(0, 20)
    .map((odd) => odd.word)
  const pages = askedPages(form, data, draft.context)
  const shown = new Map(
    shownAs(form, data, draft.context).flatMap((p) => p.answers.map((a) => [a.name, a.answer] as const)),
  )
  const last = pages[pages.length - 1]!
  const fields = form.pages.flatMap((p) => p.fields.filter((f) => isAsked(f, data, draft.context)))
  const checklist = fields.filter((f) => f.norm)
  return (
    <Layout
      v={v}
      title={`${t.check} – ${say(v, form.title)}`}
      wrong={errors.length > 0}
      back={{ href: `/drafts/${draftId}/${last.id}`, text: v.t.back }}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {errors.length > 0 || note ? (
            <div class="govuk-error-summary" tabindex={-1}>
              <h2 class="govuk-error-summary__title">{t.checkErrors}</h2>
              {note ? <p class="govuk-body">{note}</p> : null}
              <ul class="govuk-list govuk-error-summary__list">
                {errors.map((e) => (
                  <li key={e.field}>
                    <a href={`/drafts/${draftId}/${e.page}?to=check&check=1#${e.field}`}>{e.text}</a>
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
          <p class="lieta-progress">{say(v, form.title)}</p>
          <h1 class="govuk-heading-l">{cure ? t.cureTitle : t.check}</h1>
          {alike.length > 0 ? (
            <p class="govuk-inset-text">{v.t.session.lookalikes(alike.join(', '))}</p>
          ) : null}
          {cure ? <p class="govuk-body-l">{t.cureLead}</p> : null}
          {errors.length === 0 && !cure ? <p class="govuk-body-l">{t.checkReady}</p> : null}
          <dl class="govuk-summary-list">
            <SummaryRow title={t.institution}>{institution}</SummaryRow>
          </dl>
          {pages.map((page) => (
            <section key={page.id}>
              <h2 class="govuk-heading-m">{say(v, page.title)}</h2>
              <dl class="govuk-summary-list">
                {page.fields
                  .filter((f) => isAsked(f, data, draft.context))
                  .map((field) => (
                    <Row
                      key={field.name}
                      v={v}
                      field={field}
                      answer={shown.get(field.name)}
                      files={
                        field.widget === 'file' ? ((data[field.name] as FileRef[] | undefined) ?? []) : []
                      }
                      verifications={draft.verifications}
                      remarks={remarks[field.name] ?? []}
                      href={`/drafts/${draftId}/${page.id}?to=check#${field.name}`}
                      wrong={errors.some((e) => e.field === field.name)}
                    />
                  ))}
              </dl>
            </section>
          ))}
          {draft.context.signature === 'sign-in' ? (
            <section>
              <h2 class="govuk-heading-m">{v.t.sign.own}</h2>
              <p class="govuk-body">
                {v.t.sign.bySignIn} <Norm v={v} norm={{ act: 'APL', article: '56(1)' }} />
              </p>
            </section>
          ) : null}
          <Details summary={t.checked}>
            <ul class="govuk-list govuk-list--bullet">
              {checklist.map((f) => (
                <li key={f.name}>
                  {say(v, f.label)} {f.norm ? <Norm v={v} norm={f.norm} /> : null}
                </li>
              ))}
            </ul>
          </Details>
          <p class="govuk-body">{t.submitExplain}</p>
          {draft.changes.length > 0 ? (
            <Details summary={t.changes}>
              <ul class="govuk-list govuk-list--bullet">
                {draft.changes.map((c) => (
                  <li key={c.revision}>
                    {momentWords(v, c.at.toISOString())} {c.by}:{' '}
                    {c.fields.map((name) => labelOf(v, form, name)).join('; ')}
                  </li>
                ))}
              </ul>
            </Details>
          ) : null}
          <PostForm v={v} action={`/drafts/${draftId}/check`} keyed={keyed}>
            <input type="hidden" name="_revision" value={draft.revision} />
            <Button>{cure ? t.submitCure : t.submit}</Button>
          </PostForm>
        </div>
      </div>
    </Layout>
  )
}

function labelOf(v: View, form: FormDef, name: string): string {
  const field = allFields(form).find((f) => f.name === name)
  return field ? say(v, field.label) : name
}

function Row({
  v,
  field,
  answer,
  files,
  verifications,
  remarks,
  href,
  wrong,
}: {
  v: View
  field: Field
  answer: Words | undefined
  files: FileRef[]
  verifications: Record<string, VerificationView>
  remarks: string[]
  href: string
  wrong: boolean
}) {
  const t = v.t.case.draft
  const text = answer ? say(v, answer) : ''
  const isDay = field.widget === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text)
  return (
    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">{say(v, field.label)}</dt>
      <dd class="govuk-summary-list__value">
        {remarks.map((remark, n) => (
          <div class="lieta-quote lieta-quote--warn" key={n}>
            <p class="govuk-body lieta-prose">{remark}</p>
          </div>
        ))}
        {files.length > 0 ? (
          <ul class="govuk-list govuk-!-margin-bottom-0">
            {files.map((f) => (
              <li key={f.fileId}>
                {f.name} <span class="lieta-muted">{v.t.size(f.size)}</span>{' '}
                {verifications[f.fileId] ? <StateTag v={v} state={verifications[f.fileId]!.state} /> : null}
              </li>
            ))}
          </ul>
        ) : (
          <span class={`lieta-prose${wrong ? ' govuk-error-message' : ''}`}>
            {isDay
              ? dayShort(v, text)
              : text || <span class={wrong ? '' : 'lieta-muted'}>{t.notAnswered}</span>}
          </span>
        )}
      </dd>
      <dd class="govuk-summary-list__actions">
        <a class="govuk-link" href={href}>
          {v.t.change}
          <span class="govuk-visually-hidden"> ({say(v, field.label)})</span>
        </a>
      </dd>
    </div>
  )
}
