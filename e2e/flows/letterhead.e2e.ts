import { expect, test } from '../fixtures.ts';
import { signIn } from '../pages/sign-in.ts';
import { demoPassword } from '../server-process.ts';

test('an administrator sets the letterhead, and it is there again', async ({ devices, server }) => {
  const page = await devices.fresh();
  await signIn(page, server.url, 'admin', demoPassword);
  await page.goto(`${server.url}/kelola/kop`);
  await page.getByLabel('Nama pada kop surat').fill('Ombudsman RI Perwakilan Banten');
  await page.getByLabel('Alamat dan kontak').fill('Jalan Kolonel Tb. Suwandi, Serang\n(0254) 7932100');
  await page.locator('input[type=file]').setInputFiles('public/icons/icon-192.png');
  await expect(page.getByRole('img', { name: 'Logo pada kop surat' })).toBeVisible();
  await page.getByRole('button', { name: 'Simpan kop surat' }).click();
  await expect(page.getByText('Kop surat tersimpan.')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('img', { name: 'Logo pada kop surat' })).toBeVisible();
  await expect(page.getByLabel('Nama pada kop surat')).toHaveValue('Ombudsman RI Perwakilan Banten');
});
