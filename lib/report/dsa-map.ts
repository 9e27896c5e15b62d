/**
 * Our topics in the words of the DSA Transparency Database. Derived by us, for export only, and to be reviewed by somebody with
 * legal knowledge (facts/reporting.md 3.11, F9). Values: category, keyword and decision lists of the database's API, as of its
 * version 2 (code 69e80a0; in force since 1 July 2025; read 2026-10). A topic that is not here is "not specified".
 */
import type { Report } from './report.ts';

export const DSA_CATEGORIES = [
  'ANIMAL_WELFARE',
  'CONSUMER_INFORMATION',
  'CYBER_VIOLENCE',
  'CYBER_VIOLENCE_AGAINST_WOMEN',
  'DATA_PROTECTION_AND_PRIVACY_VIOLATIONS',
  'ILLEGAL_OR_HARMFUL_SPEECH',
  'INTELLECTUAL_PROPERTY_INFRINGEMENTS',
  'NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS',
  'NOT_SPECIFIED_NOTICE',
  'OTHER_VIOLATION_TC',
  'PROTECTION_OF_MINORS',
  'RISK_FOR_PUBLIC_SECURITY',
  'SCAMS_AND_FRAUD',
  'SELF_HARM',
  'UNSAFE_AND_PROHIBITED_PRODUCTS',
  'VIOLENCE',
] as const;
export type DsaCategory = (typeof DSA_CATEGORIES)[number];

export interface DsaClass {
  category: DsaCategory;
  /** That may fit within the category; which one does is for the reader to say. */
  keywords: readonly string[];
}

const other = (category: DsaCategory): DsaClass => ({ category, keywords: ['OTHER'] });

export const DSA_OF_TOPIC: Readonly<Record<string, DsaClass>> = {
  'scam-or-deception': { category: 'SCAMS_AND_FRAUD', keywords: ['PHISHING', 'OTHER'] },
  disinformation: {
    category: 'NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS',
    keywords: ['MISINFORMATION_DISINFORMATION'],
  },
  defamation: { category: 'ILLEGAL_OR_HARMFUL_SPEECH', keywords: ['DEFAMATION'] },
  'inauthentic-activity': { category: 'SCAMS_AND_FRAUD', keywords: ['INAUTHENTIC_ACCOUNTS', 'OTHER'] },
  'harms-others': { category: 'VIOLENCE', keywords: ['COORDINATED_HARM', 'OTHER'] },
  'hate-or-discrimination': {
    category: 'ILLEGAL_OR_HARMFUL_SPEECH',
    keywords: ['HATE_SPEECH', 'DISCRIMINATION'],
  },
  harassment: {
    category: 'CYBER_VIOLENCE',
    keywords: ['CYBER_HARASSMENT', 'CYBER_BULLYING_INTIMIDATION'],
  },
  ncii: {
    category: 'CYBER_VIOLENCE',
    keywords: ['NON_CONSENSUAL_IMAGE_SHARING', 'NON_CONSENSUAL_MATERIAL_DEEPFAKE'],
  },
  'minors-sexual': {
    category: 'PROTECTION_OF_MINORS',
    keywords: ['CHILD_SEXUAL_ABUSE_MATERIAL', 'CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE'],
  },
  violence: { category: 'VIOLENCE', keywords: ['INCITEMENT_VIOLENCE_HATRED', 'OTHER'] },
  'fraudulent-finance': { category: 'SCAMS_AND_FRAUD', keywords: ['PYRAMID_SCHEMES', 'OTHER'] },
  'people-without-consent': {
    category: 'DATA_PROTECTION_AND_PRIVACY_VIOLATIONS',
    keywords: ['MISSING_PROCESSING_GROUND', 'BIOMETRIC_DATA_BREACH'],
  },
  spam: other('OTHER_VIOLATION_TC'),
  'storage-abuse': other('OTHER_VIOLATION_TC'),
  cryptomining: other('OTHER_VIOLATION_TC'),
  'intellectual-property': {
    category: 'INTELLECTUAL_PROPERTY_INFRINGEMENTS',
    keywords: [
      'COPYRIGHT_INFRINGEMENT',
      'TRADEMARK_INFRINGEMENT',
      'PATENT_INFRINGEMENT',
      'TRADE_SECRET_INFRINGEMENT',
    ],
  },
  'license-violation': {
    category: 'INTELLECTUAL_PROPERTY_INFRINGEMENTS',
    keywords: ['COPYRIGHT_INFRINGEMENT', 'OTHER'],
  },
  privacy: {
    category: 'DATA_PROTECTION_AND_PRIVACY_VIOLATIONS',
    keywords: ['MISSING_PROCESSING_GROUND', 'RIGHT_TO_BE_FORGOTTEN', 'BIOMETRIC_DATA_BREACH'],
  },
  'childrens-data': {
    category: 'DATA_PROTECTION_AND_PRIVACY_VIOLATIONS',
    keywords: ['MISSING_PROCESSING_GROUND'],
  },
  illegal: { category: 'NOT_SPECIFIED_NOTICE', keywords: [] },
  'attack-code': other('RISK_FOR_PUBLIC_SECURITY'),
  malware: other('RISK_FOR_PUBLIC_SECURITY'),
  proxies: other('OTHER_VIOLATION_TC'),
  'self-harm': { category: 'SELF_HARM', keywords: ['SUICIDE', 'SELF_MUTILATION', 'OTHER'] },
  weapons: other('RISK_FOR_PUBLIC_SECURITY'),
  'high-risk-activities': {
    category: 'UNSAFE_AND_PROHIBITED_PRODUCTS',
    keywords: ['PROHIBITED_PRODUCTS', 'OTHER'],
  },
  'nfaa-sexual': { category: 'OTHER_VIOLATION_TC', keywords: ['ADULT_SEXUAL_MATERIAL', 'NUDITY'] },
  'nfaa-violent': other('OTHER_VIOLATION_TC'),
  'nfaa-toxic': other('OTHER_VIOLATION_TC'),
  'dual-use': other('OTHER_VIOLATION_TC'),
  'legal-status': { category: 'NOT_SPECIFIED_NOTICE', keywords: [] },
  'missing-risk-information': other('OTHER_VIOLATION_TC'),
  'access-too-open': other('OTHER_VIOLATION_TC'),
  'community-conduct': other('OTHER_VIOLATION_TC'),
  'something-else': { category: 'NOT_SPECIFIED_NOTICE', keywords: [] },
};

export const dsaOf = (topicId: string): DsaClass =>
  Object.hasOwn(DSA_OF_TOPIC, topicId)
    ? DSA_OF_TOPIC[topicId]!
    : { category: 'NOT_SPECIFIED_NOTICE', keywords: [] };

/** What is asked for, in the database's values for decisions (facts/reporting.md 3.11, the table of actions). */
export const DSA_OF_REMEDY: Record<NonNullable<Report['remedy']>, string> = {
  remove: 'DECISION_VISIBILITY_CONTENT_REMOVED',
  nfaa: 'DECISION_VISIBILITY_CONTENT_LABELLED',
  private: 'DECISION_VISIBILITY_CONTENT_DISABLED',
  gating: 'DECISION_VISIBILITY_OTHER',
  documentation: 'DECISION_VISIBILITY_OTHER',
  disable: 'DECISION_VISIBILITY_CONTENT_DISABLED',
  downgrade: 'DECISION_VISIBILITY_CONTENT_DEMOTED',
  warning: 'DECISION_VISIBILITY_OTHER',
  hide: 'DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED',
  restrict: 'DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED',
  deactivate: 'DECISION_ACCOUNT_SUSPENDED',
};
