/** Invented words for the seed. No real people, no real projects; sensitive repositories have innocuous names. */

const words = (text: string) => text.trim().split(/\s+/);

export const USERS =
  words(`tilda-brook otto-fenn mika-vale juno-reed pavel-moss ines-harrow bram-lake suki-marsh
  nilo-park edda-storm ravi-glen lotte-pine amos-creek yuki-dune carla-heath finn-ridge`);
export const ORGS =
  words(`lakeside-ai granite-labs pebble-works patchwork archive-cats quiet-corner open-meadow
  tide-research blue-kettle paper-lantern northwind-ml`);
/** Authors most of whose work carries the NFAA tag. */
export const NFAA_AUTHORS = words('nightshade-studio velvet-room after-dusk');

export const ADJECTIVES =
  words(`amber brisk calm clever coastal copper crisp dapper deep early fuzzy gentle golden
  humble jolly keen little lucid mellow merry misty noble patient plain quick quiet rapid rustic silver steady sunny
  tiny tidy vivid warm wide wooden`);
export const ANIMALS =
  words(`badger beaver bison crane curlew finch fox gecko hare hedgehog heron ibis jackdaw kestrel
  lark lynx magpie marten moose newt otter owl panda plover puffin raven robin seal sparrow stork swift tern toad vole
  weasel wren yak`);
export const NFAA_WORDS = words('velvet dusk midnight ember noir crimson satin moonlit shadow smoke');

export const MODEL_KINDS: { suffix: string[]; pipeline: string; library: string }[] = [
  {
    suffix: words('7b 7b-instruct 13b-chat 3b-it 1b-base'),
    pipeline: 'text-generation',
    library: 'transformers',
  },
  { suffix: words('xl v2 diffusion lora turbo'), pipeline: 'text-to-image', library: 'diffusers' },
  { suffix: words('base-uncased large-mlm'), pipeline: 'fill-mask', library: 'transformers' },
  {
    suffix: words('embed-small embed-v3'),
    pipeline: 'sentence-similarity',
    library: 'sentence-transformers',
  },
  {
    suffix: words('asr-small speech-ctc'),
    pipeline: 'automatic-speech-recognition',
    library: 'transformers',
  },
  { suffix: words('detr tiny-det'), pipeline: 'object-detection', library: 'timm' },
  { suffix: words('tts voice'), pipeline: 'text-to-speech', library: 'espnet' },
  { suffix: words('cls sentiment topics'), pipeline: 'text-classification', library: 'transformers' },
  { suffix: words('video-5s motion'), pipeline: 'text-to-video', library: 'diffusers' },
];
export const NFAA_MODEL_KINDS = MODEL_KINDS.filter((k) =>
  ['text-generation', 'text-to-image', 'text-to-video'].includes(k.pipeline),
);

export const DATASET_KINDS = words(
  'captions dialogues questions images recordings tables articles reviews maps labels',
);
export const SPACE_KINDS = words(
  'chat demo studio playground explorer leaderboard painter translator canvas viewer',
);
export const SPACE_VERBS = [
  'Chat with a small model about',
  'Draw pictures of',
  'Translate short texts about',
  'Explore a dataset of',
  'Compare models that know',
  'Turn sketches into',
  'Listen to sounds of',
];
export const LICENSES = words('apache-2.0 mit cc-by-4.0 cc-by-sa-4.0 openrail bsd-3-clause other');
export const EMOJI = [
  '🔮',
  '🐦',
  '🎨',
  '🗺️',
  '📚',
  '🎧',
  '🧭',
  '🌊',
  '🍃',
  '🪁',
  '🧪',
  '🛰️',
  '🏔️',
  '🕹️',
  '📷',
  '🎬',
];
export const COLOURS = words('red yellow green blue indigo purple pink gray');
export const TOPICS = words(
  'birds rivers kettles bicycles clouds gardens lighthouses maps trains stamps mosses bridges',
);
export const PLAIN_TAGS = words(
  'safetensors gguf endpoints_compatible conversational art music climate chemistry moe merge',
);
export const SDKS = ['gradio', 'gradio', 'gradio', 'docker', 'static', 'streamlit'] as const;
