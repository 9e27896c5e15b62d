import { writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { countColour, launchDriver } from './driver.ts';
import { startMiniHub, writeMiniExtension } from './mini.ts';
import * as pr from './privileged.ts';

const hub = await startMiniHub();
const ext = writeMiniExtension('firefox');
const d: any = await launchDriver('firefox', { hubPort: hub.port, extensionDir: ext.dir });
try {
  const page = await d.open('https://huggingface.co/');
  await d.closedRoot(page, '#mini-host');
  const f = await d.recordFrames(page, () =>
    page
      .evaluate(async () => {
        const flash = document.createElement('div');
        flash.style.cssText = 'position:fixed;right:0;top:0;width:30px;height:30px;background:#00ff00';
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        document.body.append(flash);
        for (let i = 0; i < 2; i++) await frame();
        flash.remove();
        await frame();
        return [innerWidth, innerHeight, devicePixelRatio];
      })
      .then(console.log),
  );
  f.forEach((png: any, i: number) => {
    const p = PNG.sync.read(Buffer.from(png));
    console.log(i, p.width, p.height, countColour(png, '#00ff00'), countColour(png, '#ff00c8'));
    writeFileSync(`/tmp/f${i}.png`, png);
  });
} finally {
  await d.close();
  ext.remove();
  await hub.close();
}
