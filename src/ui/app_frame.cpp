// What of App is one frame: panels and what lies over them are laid out and drawn, and what they led to is followed.

#include <algorithm>
#include <tuple>

#include "ui/app.h"
#include "ui/panels/overlays.h"
#include "ui/panels/slow_motion_card.h"
#include "ui/panels/view_tabs.h"
#include "ui/waits.h"

namespace atelier::ui {

double App::frame(double now, const Fonts& fonts) {
  controls_.begin();
  atlas_.begin();
  plates_.clear();
  shownNumbers_.clear();
  view_.results.wantsEvaluation = view_.results.wantsAttribution = view_.wantsNearest = false;
  view_.results.gallery.isOpen = false;
  view_.results.missing.clear();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width_, height_});
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoBringToFrontOnFocus);
  if (!hasLesson()) needs_.lesson = 0;
  const link::Hidden notInTabs = isTouch_ ? tabless(width_, view_.hidden) : view_.hidden;
  for (int tab = 0; !isThere(view_.tab, notInTabs); ++tab) view_.tab = static_cast<Tab>(tab);
  layout_ = layOut(width_, height_, view_.tab, needs_, view_.hidden, isTouch_);
  view_.showsResults = layout_.results.w > 0;
  Frame frame{theme_,  fonts,   controls_,     atlas_,  *ImGui::GetWindowDrawList(), pixelRatio_, layout_.hasTabs,
              outbox_, plates_, shownNumbers_, written_};
  ImVec2& mouse = ImGui::GetIO().MousePos;
  const ImVec2 pointer = mouse;
  if (isCovered(mouse.x, mouse.y) && !ImGui::IsAnyItemActive()) mouse = {-FLT_MAX, -FLT_MAX};
  drawPanels(frame);
  mouse = pointer;
  Frame over{theme_,      fonts,           controls_, atlas_,  *ImGui::GetForegroundDrawList(),
             pixelRatio_, layout_.hasTabs, outbox_,   plates_, shownNumbers_};
  const double description = drawOverlays(over, now);
  ImGui::End();
  if (view_.wantsOtherTheme) {
    setTheme(themeAfter(theme_.name));
    choseTheme_ = true;
    view_.wantsOtherTheme = false;
    unsettled_ = kSettle;
  }
  if (view_.dismissesRefusal) {
    state_.dismissRefusal();
    view_.dismissesRefusal = false;
    unsettled_ = kSettle;
  }
  seekLesson();
  seekResults();
  followLesson();
  const double film = sooner(playFilm(now), playPhases(now));
  sendDrawing();
  const double asked = questions_.ask(now, state_, view_, layout_.network.w > 0, outbox_);
  const double wait = sooner(film, sooner(description, sooner(asked, dropLoss(now))));
  if (controls_.hasActs() || ImGui::IsAnyItemActive()) unsettled_ = std::max(unsettled_, 1);
  if (unsettled_ > 0) {
    --unsettled_;
    return 0;
  }
  return wait;
}

void App::drawPanels(Frame& frame) {
  const Needs before = needs_;
  const auto shown = [this](const Rect& rect) { return rect.moved(0, -scroll_); };
  const auto isShown = [](const Rect& rect) { return rect.w > 0 && rect.h > 0; };
  // In reading order, for the mirror; what stays on top of the scrolling page is drawn over it by its channel.
  frame.draw.ChannelsSplit(2);
  frame.draw.ChannelsSetCurrent(1);
  frame.controls.setClip({0, 0, width_, height_});
  const auto stays = [&](const Rect& rect) { return layout_.hasTabs && !layout_.isFixed ? shown(rect) : rect; };
  const Rect tabRow = stays(layout_.tabs);
  needs_.bar = runBar(frame, stays(layout_.bar), state_, view_);
  if (layout_.hasTabs) {
    frame.controls.setPanel("Views");
    viewTabs(frame, tabRow, layout_.tabless, view_);
    if (isShown(layout_.timeline)) timelinePanel(frame, stays(layout_.timeline), state_, view_);
  }
  frame.draw.ChannelsSetCurrent(0);
  const float top = layout_.hasTabs ? std::max(0.0F, tabRow.bottom()) : layout_.bar.bottom();
  const float bottom = layout_.hasTabs ? std::min(height_, stays(layout_.timeline).y) : height_;
  ImGui::PushClipRect({0, top}, {width_, bottom}, true);
  frame.controls.setClip({0, top, width_, bottom - top});
  needs_.notices = noticesPanel(frame, shown(layout_.notices), state_, view_, problems_);
  if (hasLesson()) needs_.lesson = lessonPanel(frame, shown(layout_.lesson), state_, view_);
  if (isShown(layout_.recipe)) needs_.recipe = recipePanel(frame, shown(layout_.recipe), state_, view_);
  if (isShown(layout_.network)) needs_.network = networkPanel(frame, shown(layout_.network), state_, view_);
  needs_.unfolded = view_.unfoldedHeight;
  if (!layout_.hasTabs && isShown(layout_.timeline)) timelinePanel(frame, shown(layout_.timeline), state_, view_);
  if (isShown(layout_.results)) needs_.results = resultsPanel(frame, shown(layout_.results), state_, view_);
  if (isShown(layout_.draw)) needs_.draw = drawPanel(frame, shown(layout_.draw), state_, view_, pad_);
  if (isShown(layout_.more)) needs_.more = morePanel(frame, shown(layout_.more), state_, view_);
  ImGui::PopClipRect();
  frame.draw.ChannelsMerge();
  const bool settled = before.bar == needs_.bar && before.notices == needs_.notices && before.lesson == needs_.lesson &&
                       before.recipe == needs_.recipe && before.network == needs_.network &&
                       before.unfolded == needs_.unfolded && before.results == needs_.results &&
                       before.draw == needs_.draw && before.more == needs_.more;
  if (!settled) unsettled_ = std::max(unsettled_, 2);
}

std::string App::describedAt(float x, float y) const {
  const auto found = controls_.describedAt(x, y);
  return found ? found->text : "";
}

Rect App::roomBetweenBars() const {
  const float top = !layout_.hasTabs ? layout_.bar.bottom() : layout_.isFixed ? layout_.tabs.bottom() : 0;
  const float bottom = layout_.hasTabs && layout_.isFixed ? layout_.timeline.y : height_;
  return Rect{0, top, width_, bottom - top}.inset(8);
}

bool App::isCovered(float x, float y) const {
  return std::any_of(covers_.begin(), covers_.end(), [=](const Rect& cover) { return cover.contains(x, y); });
}

double App::drawOverlays(Frame& frame, double now) {
  const auto cards = [this] {
    return std::tuple(view_.help, view_.introduction, view_.sharing.has_value(), view_.work.has_value(),
                      view_.choosesLesson);
  };
  const auto before = cards();
  const Rect window{0, 0, width_, height_};
  frame.controls.setClip(window);
  const bool hasPlace = layout_.network.w > 0;
  if (view_.slowMotion.isOn && hasPlace)
    followPhase(slowMotionCard(frame, roomBetweenBars(), layout_.network.moved(0, -scroll_), state_, view_));
  if (isIntroducing() && state_.progress.epochs > 0) introduction(frame, window, scrolled(layout_, scroll_), view_);
  if (view_.help) helpCard(frame, window, view_);
  if (view_.work) workCard(frame, window, view_);
  if (view_.sharing) shareCard(frame, window, linkNow(), address_, view_);
  if (view_.choosesLesson) lessonsCard(frame, window, view_);
  ownCard(frame, window);
  if (view_.isDroppedOn) dropHint(frame, window);
  covers_.clear();
  for (const Control& c : controls_.list()) {
    if (c.role == "cover" || c.role == "backdrop") covers_.push_back(c.rect);
  }
  if (before != cards()) unsettled_ = kSettle;
  return describer_.draw(frame, now);
}

void App::seekResults() {
  if (!std::exchange(view_.seeksResults, false)) return;
  unsettled_ = kSettle;
  const float bottom = layout_.results.bottom() + 8;
  if (layout_.hasTabs) {
    wantedScroll_ = 0;
  } else if (bottom > scroll_ + height_) {
    wantedScroll_ = std::min(bottom, layout_.documentHeight) - height_;
  }
}

}  // namespace atelier::ui
