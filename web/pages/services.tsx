import { ErrorSummary, Radios } from '../components/inputs.tsx'
import { Button, Norm, PostForm } from '../components/parts.tsx'
import { Layout } from '../layout.tsx'
import type { View } from '../view.ts'

/** What can be applied for. */
export function ServicesPage({ v }: { v: View }) {
  const t = v.t.pub
  return (
    <Layout v={v} title={t.services.title}>
      <h1 class="govuk-heading-xl">{t.services.title}</h1>
      <p class="govuk-body-l">{t.services.lead}</p>
      <ul class="lieta-cards">
        <li class="lieta-card">
          <h2 class="govuk-heading-m">
            <a class="govuk-link" href="/services/licensing">
              {t.licensing.title}
            </a>
          </h2>
          <p class="govuk-body">{t.licensing.lead}</p>
          <p class="govuk-body">
            <Norm v={v} norm={{ act: 'MK253', article: '' }} />
          </p>
        </li>
      </ul>
    </Layout>
  )
}

export interface ServiceProps {
  v: View
  institutions: { id: string; name: string }[]
  error?: string
}

/** One service: who may apply, what is needed, how long it takes, what it costs; and the way in. */
export function LicensingServicePage({ v, institutions, error }: ServiceProps) {
  const t = v.t.pub.licensing
  const services = v.t.pub.services
  const norm = { act: 'MK253', article: 'p. 4' }
  return (
    <Layout v={v} title={t.title} wrong={Boolean(error)} back={{ href: '/services', text: v.t.back }}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {error ? <ErrorSummary v={v} errors={[{ field: 'institution', text: error }]} /> : null}
          <h1 class="govuk-heading-xl">{t.title}</h1>
          <p class="govuk-body-l">{t.lead}</p>
          <h2 class="govuk-heading-m">{t.who}</h2>
          <p class="govuk-body">{t.whoText}</p>
          <h2 class="govuk-heading-m">{t.needed}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {t.neededList.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p class="govuk-body">
            <Norm v={v} norm={norm} />
          </p>
          <h2 class="govuk-heading-m">{t.term}</h2>
          <p class="govuk-body">{t.termText}</p>
          <p class="govuk-body">
            <Norm v={v} norm={{ act: 'APL', article: '64(1)' }} /> ·{' '}
            <Norm v={v} norm={{ act: 'APL', article: '64(1¹)' }} /> ·{' '}
            <Norm v={v} norm={{ act: 'MK253', article: '' }} />
          </p>
          <h2 class="govuk-heading-m">{t.fee}</h2>
          <p class="govuk-body">{t.feeText}</p>
          <h2 class="govuk-heading-m">{t.signature}</h2>
          <p class="govuk-body">{t.signatureText}</p>
          <h2 class="govuk-heading-m">{t.after}</h2>
          <p class="govuk-body">
            {t.afterText}{' '}
            <a class="govuk-link" href="/registers/licensed-programmes">
              {v.t.pub.registers.open}
            </a>
          </p>
          <p class="govuk-body">{t.time}</p>
          {v.person && !v.person.applies ? <p class="govuk-inset-text">{services.notApplicant}</p> : null}
          {!v.person ? (
            <a href="/sign-in?back=/services/licensing" class="govuk-button">
              {services.startSignIn}
            </a>
          ) : null}
          {v.person?.applies ? (
            <PostForm v={v} action="/services/licensing">
              {institutions.length > 1 ? (
                <Radios
                  v={v}
                  name="institution"
                  label={services.chooseInstitution}
                  error={error}
                  choices={institutions.map((i) => ({ value: i.id, label: i.name }))}
                />
              ) : null}
              <Button>{services.start}</Button>
            </PostForm>
          ) : null}
        </div>
      </div>
    </Layout>
  )
}
