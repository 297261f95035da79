#pragma once

namespace atelier::cli {

// What atelier --help prints.
inline constexpr const char* kHelp =
    R"(atelier: trains small convolutional networks on Fashion-MNIST, to the same weights as the web page.

  atelier train RECIPE|PRESET --data DIR [--out FILE.safetensors] [--resume] [--json]
  atelier evaluate --model FILE.safetensors --data DIR [--json]
  atelier predict IMAGE.png --model FILE.safetensors [--json]
  atelier sketches FOLDER --model FILE.safetensors [--json]
  atelier presets [--json]

train
  Trains what the recipe says and reports each epoch: mean loss and accuracy over the training images, each measured
  just before it was trained on; over the images held out, if the recipe has folds; over the test images. On a terminal
  a line shows how far it is; in a pipe there is one line an epoch. Both go to stderr, the result to stdout.
  --out FILE    keeps the run in FILE after every epoch, and the trained model in the end.
  Ctrl-C        stops at once; with --out, the run is kept in FILE as it stands.
  --resume      goes on with the unfinished run in FILE, to the very weights that training without a stop gives. The
                recipe is in the file; said again, it must be the same. The data must be the same, too.
  With "folds separate K", K models are trained one after the other. The result is the mean of their validation
  accuracies and its sample deviation; the last of the models is what is kept and tested.
  A learning rate with which training diverges ends the run with exit code 1; the last good weights are kept.

evaluate
  Measures a model on as many test images as its recipe says, in all and for each class.

predict
  Prints the probability of each class for a PNG image, best first. An image of 28 x 28 is taken as it is: light on
  black, as in Fashion-MNIST. Any other, up to 4096 x 4096, may show a garment on any plain, black or white ground: it
  is inverted if its border is brighter than its middle, then fitted as a drawing on the page's pad is: cropped to what
  is not black, scaled and centred to fill 28 x 28, and brightened. Colours become grey; a transparent ground counts as black
  or white, whichever contrasts.

sketches
  Draws the strokes in a folder of *.ndjson files, one for each word, as on the page's pad, and prints what the model
  takes them for, and how many are right of each word. A line of a file is a JSON object whose "drawing" is a list of
  strokes [[x...], [y...]], 0 to 255, as in the simplified files of "Quick, Draw!". Words with a class of their own:
  t-shirt, pants, shoe, purse; and those that are harder to tell: sweater, jacket, flip-flops.

presets
  Lists the presets: names for recipes.

Options
  --data DIR    a folder with train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and
                t10k-labels-idx1-ubyte, or the same with .gz; or "synthetic", for garments drawn by code.
                Without it: $FASHION_MNIST_DIR.
  --model FILE  a model or a run that train kept.
  --json        the result as one line of JSON on stdout, the last line there. Of train: testAccuracy, testLoss,
                imagesPerSecond (in training, without tests), weightsHash, recipe; validationAccuracy where images are
                held out; validationDeviation, too, with separate folds. Of sketches: counts by word and predicted
                class. Accuracies are shares of 1, losses are in nats.

A recipe is a network, then what else differs from the defaults, in any order, ";" between the groups:
  conv 12x3 | relu | max-pool 2 | dense 10 ; sgd 0.005 step 4 0.5 ; batch 1 epochs 15 ; train 60000 test 10000 ; seed 1
  layers        conv FxK [stride S] [pad P], max-pool S [stride T], global-average-pool, dense O, relu, batch-norm,
                dropout P; the last one is dense 10, or up to dense 16 with classes of one's own
  start         lecun, he or glorot
  optimizer     sgd RATE [momentum M [nesterov]] or adam RATE; then a schedule: step E F, cosine or one-cycle
  decay D, smoothing S, batch B, epochs E, seed S
  folds         none, hold-out SHARE, rotate K or separate K
  shuffle       on or off
  augment       none, or some of flip, shift N and drawings, in this order
  wardrobe W    the share that a page mixes in of its wardrobe, which this program does not have
  train N, test N, inputs centred or unit

Examples
  atelier train first-run --data synthetic
  atelier train lab-schedule --data fashion-mnist --out lab.safetensors
  atelier train --resume --data fashion-mnist --out lab.safetensors
  atelier predict boot.png --model lab.safetensors

Exit codes: 0 done; 1 failed, stopped or diverged; 2 the command line or the recipe is not understood.
)";

}  // namespace atelier::cli
