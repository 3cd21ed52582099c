import { ErrorSummary, type FieldError, TextArea } from '../components/inputs.tsx'
import { Button, PostForm } from '../components/parts.tsx'
import { Layout } from '../layout.tsx'
import type { View } from '../view.ts'

export interface HeldPageProps {
  v: View
  /** Why it was not taken, in words. */
  why: string
  /** Where the form goes. */
  action: string
  fields: { name: string; value: string; label: string }[]
  /** What is wrong, on fields that may be changed here; the others go as they are. */
  errors: FieldError[]
}

/** A form that was not taken yet: everything typed, to look at, and to send with one press. */
export function HeldPage({ v, why, action, fields, errors }: HeldPageProps) {
  const t = v.t.session
  const wrong = new Map(errors.map((e) => [e.field, e.text]))
  const shown = fields.filter((f) => !f.name.startsWith('_') && f.value.trim() !== '')
  return (
    <Layout v={v} title={t.heldTitle} wrong={errors.length > 0}>
      <ErrorSummary v={v} errors={errors} />
      <h1 class="govuk-heading-xl">{t.heldTitle}</h1>
      <p class="govuk-body-l">{why}</p>
      <PostForm v={v} action={action}>
        <input type="hidden" name="_held" value="1" />
        {fields
          .filter((f) => !wrong.has(f.name))
          .map((f, n) => (
            <input type="hidden" name={f.name} value={f.value} key={n} />
          ))}
        {fields
          .filter((f) => wrong.has(f.name))
          .map((f) => (
            <TextArea
              v={v}
              name={f.name}
              label={f.label}
              value={f.value}
              error={wrong.get(f.name)}
              rows={Math.min(12, 2 + f.value.split('\n').length)}
              key={f.name}
            />
          ))}
        {shown.some((f) => !wrong.has(f.name)) ? (
          <>
            <h2 class="govuk-heading-m">{t.heldFields}</h2>
            <dl class="govuk-summary-list">
              {shown
                .filter((f) => !wrong.has(f.name))
                .map((f, n) => (
                  <div class="govuk-summary-list__row" key={n}>
                    <dt class="govuk-summary-list__key">{f.label}</dt>
                    <dd class="govuk-summary-list__value lieta-prose">{f.value}</dd>
                  </div>
                ))}
            </dl>
          </>
        ) : null}
        <p class="govuk-body-s lieta-muted">{t.heldNoFiles}</p>
        <Button>{t.heldSend}</Button>
      </PostForm>
      <PostForm v={v} action="/held/drop">
        <Button kind="secondary">{t.heldDrop}</Button>
      </PostForm>
    </Layout>
  )
}
