/** Topics on the restricted track, rules 10 to 18: the platform, rights, code, high risk. Our words; see topic.ts. */
import { listed, type Restricted, restricted, rules } from './topic.ts';

export const RESTRICTED_PLATFORM = (
  [
    {
      id: 'spam',
      name: 'Spam or bulk activity',
      summary: 'Advertising, repeated junk, or far too much of the same.',
      isExamples: [
        'The same comment in fifty repositories',
        'A README that only sells a product',
        'Hundreds of empty repositories',
      ],
      isNot: ['A project that mentions its own paid version'],
      ruleIds: rules('R10'),
      defaultRoute: 'public',
      synonyms: listed(
        'spam, spammer, spamming, advertising, advertisement, ads, ad, seo, backlinks, ' +
          'promotion, bulk, flood, flooding, junk, casino links, self promotion',
      ),
      asks: ['How often, and where else?'],
    },
    {
      id: 'storage-abuse',
      name: 'Misused storage',
      summary:
        'The Hub serves as a file dump: far too much data, or data that has nothing to do with machine learning.',
      isExamples: ['Films or game installers kept in a dataset repository'],
      isNot: ['A large dataset that is documented and used: size alone breaks no rule'],
      ruleIds: rules('R10', 'G5.excessive-data', 'G5.interference'),
      defaultRoute: 'public',
      synonyms: listed(
        'storage, file hosting, file dump, movies, films, piracy storage, backup, ' +
          'excessive data, irrelevant data, warez, not machine learning, not ml',
      ),
      asks: ['What is kept there, and how much?'],
    },
    {
      id: 'cryptomining',
      name: 'Cryptomining',
      summary: 'It uses the Hub’s machines, or visitors’ computers, to mine cryptocurrency.',
      isExamples: ['A Space that runs a miner in the background'],
      isNot: ['A dataset about cryptocurrency prices'],
      ruleIds: rules('R11', 'G5.cryptomining'),
      defaultRoute: 'public',
      synonyms: listed(
        'cryptomining, crypto mining, miner, miners, mining, cryptojacking, xmrig, monero, ' +
          'bitcoin miner, hashrate',
      ),
      asks: ['What shows it (process, file, pool address)?'],
    },
    {
      id: 'intellectual-property',
      name: 'Copyright, trademark or other rights',
      summary: 'It uses somebody’s protected work, mark or secret without the right to.',
      isExamples: ['A dataset of pirated books', 'A leaked proprietary model', 'Your pictures, copied'],
      isNot: ['A licence that is only misstated (see licence not respected)', 'A style that resembles yours'],
      ruleIds: rules('R12', 'IP.complaint'),
      defaultRoute: 'rights-holder',
      privateDesk: 'dmca',
      synonyms: listed(
        'intellectual property, ip, copyright, copyrighted, copyright infringement, dmca, ' +
          'takedown, trademark, patent, trade secret, piracy, pirated, stolen, stolen model, ' +
          'plagiarised work, leak, leaked weights, books3, infringement',
      ),
      asks: ['Do you hold the rights, or act for who does?', 'Which work is it, and where is the original?'],
    },
    {
      id: 'license-violation',
      name: 'Licence not respected',
      summary:
        'It breaks the licence of what it was made from: no credit, a changed licence, a forbidden use.',
      isExamples: [
        'A fine-tune of a non-commercial model, relabelled MIT',
        'A copied dataset without its attribution',
      ],
      isNot: ['A repository that just names no licence yet: ask its owner first'],
      ruleIds: rules('R12'),
      defaultRoute: 'rights-holder',
      privateDesk: 'dmca',
      synonyms: listed(
        'license, licence, license violation, licence violation, licensing, attribution, credit, ' +
          'no credit, gpl, apache, mit, creative commons, cc-by, non-commercial, noncommercial, ' +
          'relicensed, llama license, re-upload, reupload',
      ),
      asks: ['Which work and licence is it made from?', 'Which condition is not kept?'],
    },
    {
      id: 'privacy',
      name: 'Private data of others',
      summary:
        'It reveals private information about people: addresses, documents, messages, leaked accounts.',
      isExamples: ['A dataset with phone numbers and home addresses', 'Scans of passports', 'Private chats'],
      isNot: ['Names that people publish themselves, such as authors'],
      ruleIds: rules('R13'),
      defaultRoute: 'private-default',
      privateDesk: 'safety',
      synonyms: listed(
        'privacy, private data, personal data, personal information, pii, gdpr, doxxing, doxing, ' +
          'dox, doxx, leak, data leak, data breach, breach, phone number, home address, address, ' +
          'passport, medical records, patient data, email addresses, credentials, secrets, ' +
          'api key, leaked token, passwords, right to be forgotten, my data, about me',
      ),
      asks: ['What kind of data, and about how many people? (Do not repeat it here.)', 'Is it about you?'],
    },
    {
      id: 'childrens-data',
      name: 'Children’s personal data',
      summary: 'Personal information of children under 13, collected without their parents’ agreement.',
      isExamples: ['A dataset of pupils’ names and schools'],
      isNot: ['Anything sexual: that has a topic of its own, private only'],
      ruleIds: rules('R.under-13', 'R13'),
      defaultRoute: 'private-only',
      privateDesk: 'legal',
      synonyms: listed(
        'children data, childrens data, children personal data, child privacy, kids data, coppa, ' +
          'under 13, parental consent, pupils, school records',
      ),
      note: 'Do not copy any of the data: the address of the page is enough.',
    },
    {
      id: 'illegal',
      name: 'Against the law otherwise',
      summary: 'It breaks a law or regulation that no other topic covers.',
      isExamples: ['An offer of drugs', 'Content under a court order'],
      isNot: ['Something distasteful that is lawful'],
      ruleIds: rules('R14', 'R1'),
      defaultRoute: 'public',
      synonyms: listed(
        'illegal, unlawful, law, crime, criminal, regulation, court order, drugs, dsa, ai act, ' +
          'sanctions, trafficking',
      ),
      asks: ['Which law, and in which country?'],
    },
    {
      id: 'attack-code',
      name: 'Attack code',
      summary: 'It sends or generates code made to disrupt, damage or break into computers.',
      isExamples: ['A Space that scans and attacks servers', 'A model made to write ransomware'],
      isNot: ['Documented security research', 'A general coding model'],
      ruleIds: rules('R15', 'G5.disruptive'),
      defaultRoute: 'public',
      privateDesk: 'security',
      synonyms: listed(
        'exploit, exploits, hacking, hack, ddos, ransomware, attack, cyberattack, botnet, ' +
          'unauthorized access, unauthorised access, brute force, wormgpt, vulnerability, ' +
          'zero day, rce, sql injection, keylogger',
      ),
      asks: [
        'Which file or output shows it? (Name it; do not paste the code.)',
        'Is it running against anybody now?',
      ],
      note: 'Leave the payload out of a public report. A live exploit goes to the security desk.',
    },
    {
      id: 'malware',
      name: 'Malware',
      summary:
        'A file that harms the computer of whoever loads it: virus, trojan, backdoor, malicious pickle.',
      isExamples: [
        'A pickle that runs a download when loaded',
        'An .exe with a trojan in a model repository',
      ],
      isNot: ['A pickle file as such: the format is risky, not malicious'],
      ruleIds: rules('R16', 'R15', 'G5.malicious-code'),
      defaultRoute: 'public',
      privateDesk: 'security',
      synonyms: listed(
        'malware, virus, trojan, trojan horse, backdoor, back door, pickle, unsafe pickle, ' +
          'malicious, malicious code, infected, stealer, infostealer, spyware, rat, reverse shell, ' +
          'worm, trust_remote_code, unsafe file',
      ),
      asks: ['Which file, at which commit?', 'What detected it?'],
      note: 'Name the file and its hash; do not paste or attach it.',
    },
    {
      id: 'proxies',
      name: 'Proxies, tunnels and remote desktops',
      summary:
        'It exists to get round the restrictions of a service: a proxy, a tunnel, a remote desktop, a resold key.',
      isExamples: ['A Space that resells access to a paid API', 'A Space that runs VNC or a tunnel'],
      isNot: ['A demo that calls an API with its owner’s key, as allowed'],
      ruleIds: rules('R17', 'G5.bypass', 'G5.bots', 'G5.interference'),
      defaultRoute: 'public',
      synonyms: listed(
        'proxy, proxies, reverse proxy, jailbreak proxy, jailbreak, jailbreaking, bypass, vnc, ' +
          'remote desktop, rdp, tunnel, cloudflare tunnel, ngrok, tor, vpn, v2ray, shadowsocks, ' +
          'ssh, oai proxy, api reselling, stolen keys, unauthorized bot, bot api, chrome remote',
      ),
      asks: ['Which service does it get round?'],
    },
    {
      id: 'self-harm',
      name: 'Self-harm or suicide',
      summary: 'It promotes or instructs self-harm, suicide or eating disorders.',
      isExamples: ['A chatbot made to encourage self-harm'],
      isNot: ['Support, prevention or research'],
      ruleIds: rules('R18'),
      defaultRoute: 'public',
      privateDesk: 'safety',
      synonyms: listed(
        'self-harm, self harm, selfharm, suicide, suicidal, eating disorder, anorexia, pro-ana, ' +
          'cutting, kill myself',
      ),
      asks: ['Where does it encourage or instruct?'],
      note: 'If you or somebody else is in danger now, call your local emergency number; findahelpline.com lists help by country.',
    },
    {
      id: 'weapons',
      name: 'Weapons',
      summary:
        'It promotes or helps the making of weapons: explosives, biological, chemical, nuclear, firearms.',
      isExamples: ['A model tuned to give synthesis routes for nerve agents'],
      isNot: ['A classifier that finds weapons in pictures'],
      ruleIds: rules('R18'),
      defaultRoute: 'public',
      privateDesk: 'safety',
      synonyms: listed(
        'weapon, weapons, bomb, bombs, explosives, explosive, gun, guns, firearm, ' +
          '3d printed gun, bioweapon, chemical weapon, nuclear, cbrn, poison',
      ),
      asks: ['Which part helps to make one? (Point to it; do not repeat it.)'],
    },
    {
      id: 'high-risk-activities',
      name: 'Gambling, cheating, fake medicine',
      summary:
        'It promotes other high-risk activities: gambling, plagiarism, scams or pseudo-pharmaceuticals.',
      isExamples: ['A Space that advertises an online casino', 'A miracle cure with a shop link'],
      isNot: ['A game without money', 'A plagiarism detector'],
      ruleIds: rules('R18'),
      defaultRoute: 'public',
      synonyms: listed(
        'gambling, casino, betting, slot, slots, plagiarism, essay mill, cheating, ' +
          'pharmaceuticals, fake medicine, miracle cure, pills, high-risk, high risk, ' +
          'dangerous activity',
      ),
      asks: ['What does it promote, and how?'],
    },
  ] satisfies Restricted[]
).map(restricted);
