import { Layout } from '../layout.tsx'
import type { View } from '../view.ts'

/** What each of the four groups comes for; signed-in people see their own place first. */
export function StartPage({ v }: { v: View }) {
  const t = v.t.start
  const p = v.person
  const cards: [string, string, [string, string][], boolean][] = [
    [
      t.applicantTitle,
      t.applicant,
      [['/services', t.applicantLink], ...(p?.applies ? [['/portal', t.mine] as [string, string]] : [])],
      p?.applies ?? false,
    ],
    [
      t.publicTitle,
      t.public,
      [
        ['/registers', t.publicRegister],
        ['/verify', t.publicVerify],
      ],
      false,
    ],
    [t.deskTitle, t.desk, [['/desk', t.deskLink]], p?.staff ?? false],
    [t.superviseTitle, t.supervise, [['/supervise', t.superviseLink]], p?.supervises ?? false],
  ]
  const ordered = [...cards.filter((c) => c[3]).reverse(), ...cards.filter((c) => !c[3])]
  return (
    <Layout v={v} title={t.title}>
      <h1 class="govuk-heading-xl">{p ? t.signedIn(p.name) : t.title}</h1>
      <p class="govuk-body-l">{t.lead}</p>
      {p && p.roles.length === 0 ? <p class="govuk-inset-text">{t.noRole}</p> : null}
      <ul class="lieta-cards">
        {ordered.map(([title, text, links]) => (
          <li class="lieta-card" key={title}>
            <h2 class="govuk-heading-m">{title}</h2>
            <p class="govuk-body">{text}</p>
            {links.map(([href, words]) => (
              <p class="govuk-body govuk-!-margin-bottom-1" key={href}>
                <a class="govuk-link govuk-!-font-weight-bold" href={href}>
                  {words}
                </a>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Layout>
  )
}
