#include <algorithm>
#include <cmath>

#include "ui/panels/overlays.h"
#include "ui/panels/own_picture_adjusting.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/overlay.h"

namespace atelier::ui {

namespace {

constexpr float kMargin = 12;
constexpr float kPadding = 16;
constexpr float kGap = 8;
constexpr float kOverButtons = 14;
constexpr float kVideoShape = 0.75F;  // height by width

using Stage = OwnPicture::Stage;

// What stands in the card while no picture is there.
std::string wordsBefore(const OwnPicture& own) {
  const std::string ways =
      "Choose a PNG or JPEG file, drop one anywhere on the page, or paste one. It stays in this browser: "
      "nothing of it is sent anywhere.";
  if (own.stage() == Stage::kOpening) return "The picture is being opened \u2026";
  if (own.stage() == Stage::kCamera)
    return "Hold a piece of clothing in front of something plain, and take the picture.";
  return own.note().empty() ? ways : own.note() + " " + ways;
}

// The buttons under all else, from the right; the first one that can be pressed is the one that is meant.
void buttons(Frame& frame, Rect row, View& view, DrawingPad& pad) {
  OwnPicture& own = view.own;
  const auto place = [&](float width) { return row.cutRight(std::min(width, row.w), kGap); };
  if (own.stage() == Stage::kChoosing) {
    if (button(frame, place(130), "own.file", "Choose a file\u2026", Look::kPrimary, true,
               "Opens a PNG or JPEG file of this device."))
      view.wish = Wish::kPictureFile;
    if (view.hasCamera && button(frame, place(122), "own.camera", "Use the camera", Look::kPlain, true,
                                 "Shows what the camera sees, to take a picture of it. The browser asks you first."))
      return own.useCamera();
  } else if (own.stage() == Stage::kCamera) {
    if (button(frame, place(130), "own.photograph", "Take the picture", Look::kPrimary, true,
               "Takes what the camera sees now."))
      view.wish = Wish::kPhotograph;
  } else if (own.stage() == Stage::kAdjusting) {
    if (button(frame, place(130), "own.put", "Put on the pad", Look::kPrimary, true,
               "Puts the picture on the pad, to be drawn over, in place of what is there. Undo takes it back.")) {
      pad.drawOver(own.result());
      return own.close();
    }
    if (button(frame, place(122), "own.other", "Another picture", Look::kPlain, true,
               "Goes back to choosing a picture."))
      return own.choose();
  }
  if (button(frame, place(72), "own.cancel", "Cancel", Look::kQuiet, true, "Leaves the pad as it is. So does Escape."))
    own.close();
}

// What the camera sees is as wide as the card where the window is high enough for it and the buttons.
float videoHeight(float width, float windowHeight) {
  return std::clamp(windowHeight - 220, 120.0F, kVideoShape * width);
}

// Of what is between the title and the buttons.
float heightInside(const Frame& frame, float width, float windowHeight, const OwnPicture& own) {
  if (own.stage() == Stage::kAdjusting) return adjustingHeight(frame, width, own);
  const float words = paragraphHeight(*frame.fonts.words, wordsBefore(own), width) + kGap;
  return own.stage() == Stage::kCamera ? words + videoHeight(width, windowHeight) + kGap : words;
}

void before(Frame& frame, Rect inside, float windowHeight, View& view) {
  const OwnPicture& own = view.own;
  const std::string words = wordsBefore(own);
  mirrorText(frame, inside, "own.words", "", words);
  inside.cutTop(paragraph(frame, inside, *frame.fonts.words, frame.theme.text, words), kGap);
  if (own.stage() != Stage::kCamera) return;
  const Rect video{inside.x, inside.y, inside.w, videoHeight(inside.w, windowHeight)};
  fill(frame, video, IM_COL32_BLACK, 6);
  frame.controls.add({.id = "camera",
                      .role = "camera",
                      .name = "What the camera sees",
                      .value = {},
                      .valueText = {},
                      .description = "The picture of the camera.",
                      .rect = video,
                      .panel = frame.controls.panel()});
  if (const auto refusal = frame.controls.take("camera")) view.own.fail(*refusal);
}

}  // namespace

float ownPictureCard(Frame& frame, const Rect& window, float scrolled, const RunState& state, View& view,
                     DrawingPad& pad) {
  OwnPicture& own = view.own;
  frame.controls.setPanel("Your picture");
  const float widest = own.stage() == Stage::kAdjusting ? 744.0F : 480.0F;
  const float width = std::min(widest, window.w - 2 * kMargin);
  const float head = 24;
  const float height = 2 * kPadding + head + kGap + heightInside(frame, width - 2 * kPadding, window.h, own) +
                       kOverButtons - kGap + frame.controlHeight();
  const bool isTall = height > window.h - 2 * kMargin;
  const float y = isTall ? window.y + kMargin - scrolled : std::round(window.middleY() - height / 2);
  const Rect card{std::round(window.middleX() - width / 2), y, width, height};
  const std::string outside = "own.outside." + std::to_string(static_cast<int>(own.stage()));  // each stage is a dialog
  const bool isLeft = coverWindow(frame, window, outside, "Outside of your picture");
  cardGround(frame, card, "own.card", "Your picture");
  Rect rest = card.inset(kPadding);
  const Rect title = rest.cutTop(head, kGap);
  line(frame, title, *frame.fonts.strong, frame.theme.text, "A picture of your own");
  mirrorText(frame, title, "own.title", "", "A picture of your own");
  const Rect row = rest.cutBottom(frame.controlHeight());
  if (own.stage() == Stage::kAdjusting) {
    adjustPicture(frame, rest, state, own);
  } else {
    before(frame, rest, window.h, view);
  }
  buttons(frame, row, view, pad);
  if (isLeft) own.close();
  return height;
}

void dropHint(Frame& frame, const Rect& window) {
  frame.controls.cover(window);
  fill(frame, window, (frame.theme.ground & 0x00ffffffU) | 0xE0000000U, 0);
  outline(frame, window.inset(kMargin), frame.theme.accent, 10, 3);
  line(frame, window, *frame.fonts.name, frame.theme.text, "Drop the picture to open it", Align::kCentre);
}

}  // namespace atelier::ui
