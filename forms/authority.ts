/** The authority as it stands in the head of its documents. Source: public service cards. */
export const AUTHORITY = {
  name: 'Izglītības kvalitātes valsts dienests',
  regNo: '90001259032',
  address: 'Smilšu iela 7, Rīga, LV-1050',
  phone: '+371 67222504',
  email: 'ikvd@ikvd.gov.lv',
  eAddress: 'Izglītības kvalitātes valsts dienests',
  web: 'www.ikvd.gov.lv',
}

/** Where the authority's decisions are contested (APL 76; service cards). */
export const MINISTRY = {
  name: 'Izglītības un zinātnes ministrija',
  regNo: '90000022399',
  address: 'Vaļņu iela 2, Rīga, LV-1050',
  eAddress: '_DEFAULT@90000022399',
}

export const PLACE = 'Rīgā'
