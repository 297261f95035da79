#include "ui/help.h"

namespace atelier::ui {

namespace {

// By HelpTopic.
constexpr std::array<Help, kHelpTopics> kHelp = {{
    {"Training",
     {"Train goes through the training images batch by batch, from where the run stands to its last epoch; Pause stops "
      "it between two batches.",
      "For each batch the network makes its predictions, the loss says how wrong they were, and every weight moves a "
      "little against its gradient, the direction in which the loss would grow.",
      "Once through all training images is an epoch. After each, the network is measured on the test images, which it "
      "never trains on.",
      "\"test\" is the share of test images that were right after the last epoch; \"loss\" is the mean over the "
      "training "
      "images of this epoch so far.",
      "Reset begins again, with the recipe as it is edited now; New seed does so from other initial weights.",
      "The speed slows training down to be watched. It changes no result."},
     {"weight \u2190 weight \u2212 learning rate \u00d7 gradient", ""}},
    {"Recipe",
     {"The recipe is everything that decides a run: the same recipe, seed and data end in the same weights, to the "
      "last "
      "bit.",
      "A field without a mark takes effect now, in the run that is under way. One with a ring waits for Reset, and a "
      "full dot says that the run still has another value.",
      "The network is a row of layers. Type it as text, or choose a layer to set, move or remove it.",
      "Validation holds training images out: hold-out always the same share, rotate another fold in each epoch, "
      "separate trains one model for each fold.",
      "With rotate, the fold that is held out was trained on in earlier epochs: its accuracy flatters."},
     {"weights of a convolution = (kernel \u00d7 kernel \u00d7 channels + 1) \u00d7 filters", ""}},
    {"Network",
     {"These are the network's numbers as they are now, or at the epoch that the timeline shows, and what it makes of "
      "the picture on the left.",
      "A convolution slides each of its kernels over its input. At every place the products of kernel and pixels are "
      "summed, and the sums form a feature map.",
      "Relu turns negative numbers into 0. Max-pool keeps the largest number of each small square, so the maps shrink.",
      "The dense layer adds up what is left with other weights for each class, and softmax turns the sums into "
      "probabilities.",
      "Maps run from dark, the lowest number, to yellow, the highest. Weights are orange above 0 and blue below.",
      "\"pretrained\" shows weights that came with the page, \"from scratch\" those of this run. \"Slow motion\" takes "
      "the next training step apart."},
     {"map(i, j) = bias + sum of kernel(a, b) \u00d7 input(i + a, j + b)", "p(k) = exp(z(k)) / sum of exp(z)"}},
    {"Timeline",
     {"The first bead is the start and each other one an epoch: full where it is over, small and grey where it is "
      "still "
      "to come.",
      "Move to an earlier bead, and the network panel and the answer to your drawing are those of that time.",
      "Looking back changes nothing: training goes on meanwhile, and \"now\" returns to its newest weights.",
      "\"Continue from here\" begins a new run at the epoch that is shown. The run that it leaves stays in a list.",
      "The triangle shows the epochs one after the other, as a film.",
      "Of a long run of a large network only every second epoch is kept, or every fourth, and so on, to spare memory. "
      "Those that were not kept are rings."},
     {"updates in an epoch = training images / batch size, rounded up", ""}},
    {"Results",
     {"Accuracy is the share of images whose most probable class is the right one. Guessing gets 10 %.",
      "The loss is the cross-entropy: how surprised the network is by the right answers. It is 0 when sure and right, "
      "and about 2.3 when guessing.",
      "Training is measured on each image just before it is trained on, while the weights still move; test after each "
      "epoch, on images that are never trained on; validation on those held out.",
      "When training gets better and test does not, the network learns its images by heart: it overfits.",
      "The gradient norm is the length of a batch's gradient over all weights: how steep the loss is there. A press on "
      "the "
      "curves goes to that epoch; dragging over a part of them shows that part alone.",
      "A row of the confusion matrix has the test images of a class, counted by what they were taken for. Precision is "
      "the share of what was said that is right, recall the share of what there is that was found, and F1 lies "
      "between."},
     {"loss = mean of \u2212log p(right class)", "F1 = 2 \u00d7 right / (said + there)"}},
    {"Draw",
     {"Draw a piece of clothing, white on black like the pictures of the data set, and the network says what it takes "
      "it for, anew at every stroke. Under the pad are its tools: brush, eraser, line, ellipse, fill, moving and "
      "scaling, a "
      "mirror, and the chosen picture to draw over.",
      "What you drew is cropped, scaled with its proportions until it fills the frame but for one pixel all around, "
      "and "
      "centred. The small picture is the result, and all that the network sees.",
      "The bars are the probabilities; whose answer it is stands above them. They sum to 100 %, so it has to name a "
      "class, even for a scribble.",
      "Beside the small picture are the training pictures nearest to it in the network's last hidden layer. If its "
      "maps "
      "are farther from all of theirs than those of test pictures are, the network knows nothing like it.",
      "A network that has learned from photographs alone knows shapes filled in better than outlines. The pretrained "
      "one "
      "has seen drawings made of them, too.",
      "The folder opens a picture of your own, which is cropped, turned, inverted and cleared of its ground, and then "
      "judged like a drawing. The arrow beside it saves the drawing as a PNG file, which opens again as it was."},
     {"p(k) = exp(z(k)) / (exp(z(0)) + \u2026 + exp(z(9)))", ""}},
    {"Why",
     {"Three ways to ask what in the picture spoke for a class: the one that is predicted, or any other that you "
      "choose. "
      "In each map orange is for it and blue against it, on a scale of its own.",
      "The input gradient is the slope of the logarithm of the class's probability by each pixel, in nats from black "
      "to "
      "white. Training follows the same slope, by the weights.",
      "Occlusion moves a black patch of 6 by 6 pixels over the picture. A pixel has the mean, over the patches that "
      "cover "
      "it, of what they take from the class's probability. The thick frame is the patch that takes most, the thin one "
      "that which gives most.",
      "The class-activation map takes the class's logit, its sum before softmax, apart by place: weight times number, "
      "added up over the channels. All places and the bias are the logit.",
      "The three often disagree, for they answer different questions. None says that the network sees a sole or a "
      "sleeve as a person does."},
     {"gradient(i, j) = slope of log p(class) by input(i, j)",
      "class map(i, j) = sum over c of weight(class, c, i, j) \u00d7 number(c, i, j)"}},
    {"Wardrobe",
     {"What you have drawn and labelled is your wardrobe: pieces of the ten classes, or of up to six classes of your "
      "own. "
      "This browser keeps it, and Export saves it as a file; Import adds what a file holds.",
      "Fine-tune goes on from the weights that are shown: for a few hundred steps at a low learning rate, three of ten "
      "pictures are from the wardrobe. The others are of the data set, so that what was known is not forgotten.",
      "For classes of your own the last layer gets an output more for each. Their weights begin at random, all others "
      "as "
      "they were.",
      "\"mix in\" is the share of the wardrobe in any run: in so many of an epoch's places one of its pieces is "
      "trained on "
      "in place of the image. Which ones follows from the seed.",
      "A class of your own is known by the few drawings that you gave. Draw it in several ways, or only that one way "
      "is "
      "learned.",
      "The test images are of the ten classes: test accuracy says what was forgotten, and nothing of your own "
      "classes."},
     {"new outputs = 10 + classes of your own", ""}},
    {"A number",
     {"Point at any number of a map, or go there with the sliders: a card shows how it came about. A press keeps the "
      "number, and Escape lets it go.",
      "Of a convolution there is the patch, which are the pixels under the kernel, times the kernel's weights. The "
      "products and the bias sum to the number.",
      "Of a max-pool there is the window, with the number that won in a frame. Of a dense layer there are the products "
      "that add most, and where they lie.",
      "A logit is a class's sum before softmax, which makes a probability of it: its exp, divided by the sum of all.",
      "Backwards stands how the loss changes with this number, and what of that goes on to what it read.",
      "On the maps of a relu a line marks the dead ones, 0 everywhere in all test images that were looked at, and a "
      "dot "
      "the open ones, above 0 everywhere, for which the relu does nothing."},
     {"number = bias + sum of input \u00d7 weight", ""}},
    {"Gallery",
     {"These are the pictures of the data set: those that the network trains on, and those that it is tested on. As "
      "many "
      "are loaded as the recipe asks for.",
      "A press chooses a picture: the network panel shows what becomes of it, and its class and prediction stand "
      "below. "
      "Arrow keys, Page Up, Page Down, Home and End choose another one.",
      "A cross in the corner says that the shown network takes the picture for another class.",
      "\"hard ones first\" begins with those whose class has the least probability. Some of them are mislabelled, or "
      "could be either."},
     {"hard: p(right class) is small", ""}},
    {"Keys",
     {"Tab and Shift + Tab go from control to control in the order of the page, and a frame shows where you are. Enter "
      "or Space presses a button.",
      "Arrow keys move a slider, and choose among tabs and among the pictures of the gallery. Home and End go to the "
      "ends, Page Up and Page Down go further.",
      "On the drawing pad arrow keys move the cursor, Space or Enter puts the tool down and lifts it again, + and "
      "\u2212 "
      "scale what is drawn, Control + Z takes back and Control + Y does again. Tab leaves the pad.",
      "In the frame of a picture of your own arrow keys move it, + and \u2212 change its size.",
      "In a text field Enter applies what was typed, and Escape takes it back.",
      "Escape closes a card, and takes back a stroke that is not finished. The focus then returns to where it was."},
     {"Tab  Shift+Tab  Enter  Space  arrow keys  Home  End  Escape", ""}},
}};

struct Words {
  std::string_view word;
  std::string_view about;
};

constexpr std::array<Words, 9> kFigures = {{
    {"epoch", "Epochs begun, of all in the recipe. In an epoch every training image is used once."},
    {"model", "The model that is being trained. With separate folds there is one for each fold."},
    {"test", "The share of test images that were classified right after the last epoch. They are never trained on."},
    {"loss", "The mean cross-entropy over the training images of this epoch so far: 0 is perfect, 2.3 is guessing."},
    {"validation", "The share of the training images held out that were classified right after the last epoch."},
    {"left", "Minutes and seconds to the end of the last epoch, at the speed of now."},
    {"", "Images trained on in a second."},
    {"paused", "Images trained on since the run began."},
    {"finished", "Images trained on since the run began."},
}};

constexpr std::array<IntroductionStep, kIntroductionSteps> kIntroduction = {{
    {"Train it",
     "Press Train. A network that knows nothing begins to learn ten kinds of clothing from pictures, here in this "
     "page."},
    {"Watch the network",
     "A picture goes through the layers from left to right. The maps and weights move while it learns; point at any."},
    {"Go back in time", "Each epoch leaves a bead. Move back to see what the network looked like then."},
    {"Draw", "Draw a shirt, a shoe or a bag, and see what the network takes it for."},
    {"Change the recipe",
     "Layers, learning rate and all else that decides a run are here. The \"?\" of each panel explains the rest."},
}};

}  // namespace

const Help& helpOf(HelpTopic topic) { return kHelp[static_cast<std::size_t>(topic)]; }

std::string_view aboutFigure(std::string_view name) {
  for (const Words& entry : kFigures) {
    if (entry.word == name) return entry.about;
  }
  return "";
}

const IntroductionStep& introductionStep(int step) { return kIntroduction[static_cast<std::size_t>(step)]; }

}  // namespace atelier::ui
