// The buttons of the second exercise, and what its lab says.

const lab = document.getElementById('train');
const said = document.getElementById('said');
const kBoot = [
  [[0.32, 0.12], [0.62, 0.12], [0.64, 0.55], [0.84, 0.72], [0.84, 0.86], [0.16, 0.86], [0.18, 0.72], [0.32, 0.58], [0.32, 0.12]],
  [[0.16, 0.8], [0.84, 0.8]],
];

const press = (id, act) => document.getElementById(id).addEventListener('click', () => act().catch((error) => (said.textContent = error.message)));
press('step', () => lab.step('batch'));
press('epoch', () => lab.step('epoch'));
press('boot', () => lab.draw(kBoot));

lab.addEventListener('atelier-progress', ({ detail }) => {
  said.textContent = `${detail.imagesSeen} images so far.`;
});
lab.addEventListener('atelier-epoch', ({ detail }) => {
  said.textContent = `After epoch ${detail.epoch}, ${(100 * detail.testAccuracy).toFixed(1)} % of the test images are right.`;
});
lab.addEventListener('atelier-prediction', ({ detail }) => {
  if (detail.class) said.textContent = `The drawing looks like: ${detail.class}.`;
});
