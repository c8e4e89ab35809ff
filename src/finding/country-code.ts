import { whenNeeded } from '../detection/when-needed.ts';
import { remembered } from '../language/remembered.ts';

/**
 * Names of countries as logs have them, by code (ISO 3166-1 alpha-2; XK, which is no country of the standard, is
 * used for Kosovo by convention). The first is the common English one, then come others in use.
 */
const names = `
AD Andorra
AE United Arab Emirates
AF Afghanistan
AG Antigua and Barbuda
AI Anguilla
AL Albania
AM Armenia
AO Angola
AQ Antarctica
AR Argentina
AS American Samoa
AT Austria
AU Australia
AW Aruba
AX Åland Islands
AZ Azerbaijan
BA Bosnia and Herzegovina
BB Barbados
BD Bangladesh
BE Belgium
BF Burkina Faso
BG Bulgaria
BH Bahrain
BI Burundi
BJ Benin
BL St. Barthélemy; Saint Barthélemy
BM Bermuda
BN Brunei; Brunei Darussalam
BO Bolivia; Bolivia, Plurinational State of
BQ Caribbean Netherlands; Bonaire, Sint Eustatius and Saba
BR Brazil
BS Bahamas; The Bahamas
BT Bhutan
BV Bouvet Island
BW Botswana
BY Belarus
BZ Belize
CA Canada
CC Cocos (Keeling) Islands; Cocos Islands
CD Congo - Kinshasa; DR Congo; Democratic Republic of the Congo; Congo, The Democratic Republic of the
CF Central African Republic
CG Congo - Brazzaville; Congo; Republic of the Congo
CH Switzerland
CI Côte d'Ivoire; Ivory Coast
CK Cook Islands
CL Chile
CM Cameroon
CN China
CO Colombia
CR Costa Rica
CU Cuba
CV Cape Verde; Cabo Verde
CW Curaçao
CX Christmas Island
CY Cyprus
CZ Czechia; Czech Republic
DE Germany
DJ Djibouti
DK Denmark
DM Dominica
DO Dominican Republic
DZ Algeria
EC Ecuador
EE Estonia
EG Egypt
EH Western Sahara
ER Eritrea
ES Spain
ET Ethiopia
FI Finland
FJ Fiji
FK Falkland Islands; Falkland Islands (Malvinas)
FM Micronesia; Federated States of Micronesia; Micronesia, Federated States of
FO Faroe Islands
FR France
GA Gabon
GB United Kingdom; Great Britain; United Kingdom of Great Britain and Northern Ireland
GD Grenada
GE Georgia
GF French Guiana
GG Guernsey
GH Ghana
GI Gibraltar
GL Greenland
GM Gambia; The Gambia
GN Guinea
GP Guadeloupe
GQ Equatorial Guinea
GR Greece
GS South Georgia and South Sandwich Islands; South Georgia and the South Sandwich Islands
GT Guatemala
GU Guam
GW Guinea-Bissau
GY Guyana
HK Hong Kong
HM Heard and McDonald Islands; Heard Island and McDonald Islands
HN Honduras
HR Croatia
HT Haiti
HU Hungary
ID Indonesia
IE Ireland
IL Israel
IM Isle of Man
IN India
IO British Indian Ocean Territory
IQ Iraq
IR Iran; Islamic Republic of Iran; Iran, Islamic Republic of
IS Iceland
IT Italy
JE Jersey
JM Jamaica
JO Jordan
JP Japan
KE Kenya
KG Kyrgyzstan
KH Cambodia
KI Kiribati
KM Comoros
KN St. Kitts and Nevis; Saint Kitts and Nevis
KP North Korea; Korea, Democratic People's Republic of; Democratic People's Republic of Korea
KR South Korea; Korea, Republic of; Republic of Korea
KW Kuwait
KY Cayman Islands
KZ Kazakhstan
LA Laos; Lao People's Democratic Republic
LB Lebanon
LC St. Lucia; Saint Lucia
LI Liechtenstein
LK Sri Lanka
LR Liberia
LS Lesotho
LT Lithuania
LU Luxembourg
LV Latvia
LY Libya
MA Morocco
MC Monaco
MD Moldova; Republic of Moldova; Moldova, Republic of
ME Montenegro
MF St. Martin; Saint Martin
MG Madagascar
MH Marshall Islands
MK North Macedonia; Macedonia
ML Mali
MM Myanmar; Burma
MN Mongolia
MO Macao; Macau
MP Northern Mariana Islands
MQ Martinique
MR Mauritania
MS Montserrat
MT Malta
MU Mauritius
MV Maldives
MW Malawi
MX Mexico
MY Malaysia
MZ Mozambique
NA Namibia
NC New Caledonia
NE Niger
NF Norfolk Island
NG Nigeria
NI Nicaragua
NL Netherlands; The Netherlands
NO Norway
NP Nepal
NR Nauru
NU Niue
NZ New Zealand
OM Oman
PA Panama
PE Peru
PF French Polynesia
PG Papua New Guinea
PH Philippines
PK Pakistan
PL Poland
PM St. Pierre and Miquelon; Saint Pierre and Miquelon
PN Pitcairn Islands; Pitcairn
PR Puerto Rico
PS Palestinian Territories; Palestine; State of Palestine; Palestine, State of
PT Portugal
PW Palau
PY Paraguay
QA Qatar
RE Réunion
RO Romania
RS Serbia
RU Russia; Russian Federation
RW Rwanda
SA Saudi Arabia
SB Solomon Islands
SC Seychelles
SD Sudan
SE Sweden
SG Singapore
SH St. Helena; Saint Helena
SI Slovenia
SJ Svalbard and Jan Mayen
SK Slovakia
SL Sierra Leone
SM San Marino
SN Senegal
SO Somalia
SR Suriname
SS South Sudan
ST São Tomé and Príncipe
SV El Salvador
SX Sint Maarten
SY Syria; Syrian Arab Republic
SZ Eswatini; Swaziland
TC Turks and Caicos Islands
TD Chad
TF French Southern Territories
TG Togo
TH Thailand
TJ Tajikistan
TK Tokelau
TL Timor-Leste; East Timor
TM Turkmenistan
TN Tunisia
TO Tonga
TR Türkiye; Turkey
TT Trinidad and Tobago
TV Tuvalu
TW Taiwan; Taiwan, Province of China
TZ Tanzania; United Republic of Tanzania; Tanzania, United Republic of
UA Ukraine
UG Uganda
UM U.S. Outlying Islands; United States Minor Outlying Islands
US United States; United States of America; USA
UY Uruguay
UZ Uzbekistan
VA Vatican City; Holy See; Vatican
VC St. Vincent and Grenadines; Saint Vincent and the Grenadines
VE Venezuela; Venezuela, Bolivarian Republic of
VG British Virgin Islands; Virgin Islands, British
VI U.S. Virgin Islands; Virgin Islands, U.S.
VN Vietnam; Viet Nam
VU Vanuatu
WF Wallis and Futuna
WS Samoa
XK Kosovo; Republic of Kosovo
YE Yemen
YT Mayotte
ZA South Africa
ZM Zambia
ZW Zimbabwe
`;

const codes = whenNeeded((): ReadonlyMap<string, string> => {
  const lines = names.trim().split('\n');
  return new Map(
    lines.flatMap((line) => {
      const code = line.slice(0, 2);
      return [code, ...line.slice(3).split('; ')].map((name) => [folded(name), code] as const);
    }),
  );
});

/** The ISO 3166-1 alpha-2 code of a country that is named in English, or by its code; null if it is not known. */
export const countryCode: (country: string) => string | null = remembered(
  (country) => codes().get(folded(country)) ?? null,
);

/** Names are the same whatever their case, accents and punctuation. */
function folded(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/&/g, 'and')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase();
}
