import { HEIGHTS_AR, HEIGHTS_EN, MARINA, NILE, PROJECTS } from "./cast.ts";
import type { Chance } from "./chance.ts";

const DAY = 86_400_000;

export interface CastCampaign {
  readonly workspaceId: string;
  readonly id: string;
  readonly name: string;
  /** Null: its leads come to their form's. */
  readonly project: string | null;
  /** How often leads come by it; those that only the stand-in of Meta shows brought none before. */
  readonly share: number;
  /** Days ago, the last and the first of its leads. */
  readonly ran: readonly [number, number];
  readonly adSet: string;
  readonly ad: string;
}

const project = (code: string) => PROJECTS.find((one) => one.code === code)?.id ?? null;
const ALWAYS = [0, 1_000] as const;
const here = { workspaceId: MARINA.id, project: null, ran: ALWAYS };
/** The stand-in makes up one for each form. */
const rains = { ...here, project: project("MH"), share: 0, adSet: "Broad 25-45", ad: "Video" };

export const CAMPAIGNS: readonly CastCampaign[] = [
  {
    ...here,
    id: "120232362357810199",
    name: "Autumn launch | UAE | families",
    share: 38,
    adSet: "Parents 30-50",
    ad: "Video: view from the 30th floor",
  },
  { ...here, id: "120232362357810207", name: "Investors | GCC + UK", share: 30, adSet: "Lookalike 1 %", ad: "Carousel: payment plan" },
  {
    ...here,
    id: "120232362357810215",
    name: "Retargeting | site visitors",
    share: 20,
    adSet: "Visited in 30 days",
    ad: "Still: last twelve units",
  },
  {
    ...here,
    id: "120232362357810223",
    name: "Creek Lofts | early access",
    project: project("CL"),
    share: 7,
    ran: [12, 70],
    adSet: "Young professionals",
    ad: "Video: the roof garden",
  },
  {
    ...here,
    id: "120232362357810231",
    name: "Marina Gate | last units",
    project: project("MG"),
    share: 9,
    ran: [55, 1_000],
    adSet: "Lookalike 2 %",
    ad: "Still: keys in hand",
  },
  { ...rains, id: `1202${HEIGHTS_EN}`, name: "Marina Heights | English | always on" },
  { ...rains, id: `1202${HEIGHTS_AR}`, name: "Marina Heights | Arabic | always on" },
  {
    workspaceId: NILE.id,
    project: null,
    ran: ALWAYS,
    id: "120232362357810301",
    name: "تجربة قيادة | القاهرة الكبرى",
    share: 1,
    adSet: "رجال 25-45",
    ad: "فيديو: الموديل الجديد",
  },
];

/** What its leads came by in it: ids of Meta's, a kind of their own each, and one number for both. */
export function adsOf(campaign: CastCampaign) {
  const [rest, n] = [campaign.id.slice(4), CAMPAIGNS.indexOf(campaign) + 1];
  return { adSet: { id: `1203${rest}`, n, name: campaign.adSet }, ad: { id: `1204${rest}`, n, name: campaign.ad } };
}

/** One that a lead of that age may have come by. */
export function campaignOf(chance: Chance, workspaceId: string, age: number): CastCampaign | null {
  const [days, draw] = [age / DAY, chance.next()];
  const running = CAMPAIGNS.filter((one) => one.workspaceId === workspaceId && one.ran[0] <= days && days <= one.ran[1]);
  let left = draw * running.reduce((sum, one) => sum + one.share, 0);
  return running.find((one) => (left -= one.share) < 0) ?? null;
}
