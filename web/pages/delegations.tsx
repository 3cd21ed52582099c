import type { DelegationLine, Delegations } from '../../cases/delegations.ts'
import { DateInput, ErrorSummary, type FieldError, Select, TextInput } from '../components/inputs.tsx'
import { Button, PostForm } from '../components/parts.tsx'
import { signingTexts } from '../components/signing-words.ts'
import { dayShort, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { NewKey, View } from '../view.ts'

export interface DelegationsPageProps {
  v: View
  data: Delegations
  values: Record<string, string>
  errors: FieldError[]
  keyed: string
  newKey: NewKey
}

/** Who stands in for the director: now, later, before; and the form to enter one. */
export function DelegationsPage({ v, data, values, errors, keyed, newKey }: DelegationsPageProps) {
  const t = signingTexts(v).delegations
  return (
    <Layout
      v={v}
      title={t.title}
      wrong={errors.length > 0}
      back={{ href: '/supervise', text: v.t.nav.supervise }}
    >
      <ErrorSummary v={v} errors={errors} />
      <h1 class="govuk-heading-xl">{t.title}</h1>
      <p class="govuk-body-l">{t.lead}</p>
      {data.delegations.length === 0 ? <p class="govuk-body">{t.none}</p> : null}
      {(['current', 'future', 'past'] as const).map((when) => {
        const lines = data.delegations.filter((d) => d.when === when)
        return lines.length === 0 ? null : (
          <section key={when}>
            <h2 class="govuk-heading-l">{t.groups[when]}</h2>
            <Lines v={v} lines={lines} newKey={newKey} mayRevoke={data.mayEnter && when !== 'past'} />
          </section>
        )
      })}
      {data.mayEnter ? <Entry v={v} data={data} values={values} errors={errors} keyed={keyed} /> : null}
    </Layout>
  )
}

function Lines({
  v,
  lines,
  newKey,
  mayRevoke,
}: {
  v: View
  lines: DelegationLine[]
  newKey: NewKey
  mayRevoke: boolean
}) {
  const t = signingTexts(v).delegations
  return (
    <table class="govuk-table lieta-table">
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {[t.to, t.from, t.days, t.ground, t.entered].map((title) => (
            <th scope="col" class="govuk-table__header" key={title}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {lines.map((d) => (
          <tr class="govuk-table__row" key={d.id}>
            <th scope="row" class="govuk-table__header">
              {d.to}
            </th>
            <td class="govuk-table__cell" data-label={t.from}>
              {d.from}
            </td>
            <td class="govuk-table__cell" data-label={t.days}>
              {dayShort(v, d.firstDay)} – {dayShort(v, d.lastDay)}
            </td>
            <td class="govuk-table__cell" data-label={t.ground}>
              {t.order(d.orderNumber, dayShort(v, d.orderDate))}
            </td>
            <td class="govuk-table__cell" data-label={t.entered}>
              {d.enteredBy}, {momentWords(v, d.enteredAt)}
              {d.revokedAt ? (
                <>
                  <br />
                  {t.revoked(d.revokedBy ?? '', momentWords(v, d.revokedAt))}
                </>
              ) : null}
              {mayRevoke ? (
                <PostForm v={v} action={`/delegations/${d.id}/revoke`} keyed={newKey()}>
                  <button
                    type="submit"
                    class="govuk-button govuk-button--warning govuk-!-margin-top-2 govuk-!-margin-bottom-0"
                    aria-label={t.revokeOne(d.to)}
                  >
                    {t.revoke}
                  </button>
                </PostForm>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Entry({ v, data, values, errors, keyed }: Omit<DelegationsPageProps, 'newKey'>) {
  const t = signingTexts(v).delegations
  const field = (name: string) => ({
    v,
    name,
    value: values[name] ?? '',
    error: errors.find((e) => e.field === name)?.text,
  })
  const choices = (people: { personId: string; name: string }[]) =>
    people.map((p) => ({ value: p.personId, label: p.name }))
  return (
    <section>
      <h2 class="govuk-heading-l">{t.enter}</h2>
      <p class="govuk-body">{t.secondPerson}</p>
      <PostForm v={v} action="/delegations" keyed={keyed}>
        <Select {...field('from')} label={t.from} choices={choices(data.directors)} empty={t.choose} />
        <Select {...field('to')} label={t.to} choices={choices(data.people)} empty={t.choose} />
        <DateInput {...field('firstDay')} label={t.firstDay} />
        <DateInput {...field('lastDay')} label={t.lastDay} />
        <TextInput {...field('orderNumber')} label={t.orderNumber} width={20} />
        <DateInput {...field('orderDate')} label={t.orderDate} />
        <Button>{t.save}</Button>
      </PostForm>
    </section>
  )
}
