//! Controls and table of the trial on labeled digits.

use leptos::prelude::*;

use super::OwnModel;
use super::trial::{ModelScore, TRIAL, Trial, TrialScore};
use crate::i18n::format::{milliseconds, percent};
use crate::recognition::view::figures::cells;

#[component]
pub(super) fn TrialView(model: OwnModel) -> impl IntoView {
    let trial = model.trial;
    let is_running = move || trial.with(|trial| matches!(trial, Trial::Running(_)));
    let press = move |_| {
        if untrack(is_running) {
            model.stop_trial();
        } else {
            model.start_trial();
        }
    };
    let progress = move || trial.with(progress) as f64;
    let rows = move || trial.with(|trial| trial.score().map(rows));
    view! {
        <div
            class="when-ready"
            data-testid="own-model-accuracy" data-state=move || trial.with(Trial::state)>
            <div class="controls">
                <button class="check" on:click=press>
                    {move || if is_running() { tr!("Stop") } else { tr!("Try both") }}
                </button>
                <progress aria-label=tr!("Digits tried") max=TRIAL.to_string() prop:value=progress></progress>
            </div>
            <p class="hint" role="status">{move || trial.with(remark)}</p>
            <table class="figures" aria-label=tr!("Both models on labeled digits")>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col" class="browser">{tr!("Built-in")}</th>
                        <th scope="col" class="server">{tr!("Yours")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Number of digits read so far.
fn progress(trial: &Trial) -> usize {
    match trial {
        Trial::Running(done) => *done,
        Trial::Done(_) => TRIAL,
        _ => 0,
    }
}

fn remark(trial: &Trial) -> String {
    match trial {
        Trial::Idle => {
            tr!(
                "Accuracy and latency on {count} digits that this page draws itself.",
                count = TRIAL
            )
        }
        Trial::Running(done) => tr!("{done} of {count} digits…", done = done, count = TRIAL),
        Trial::Done(score) => {
            let alike = percent(score.share(score.agreed));
            tr!(
                "Of {count} digits, {alike} are read alike.",
                count = score.count,
                alike = alike
            )
        }
        Trial::Failed(reason) => tr!("Not finished. {reason}", reason = reason),
    }
}

fn rows(score: &TrialScore) -> impl IntoView + use<> {
    let both = |read: &dyn Fn(&ModelScore) -> Option<String>| {
        vec![read(&score.built_in), read(&score.own)]
    };
    let right = both(&|side| Some(percent(score.share(side.right))));
    let latency = both(&|side| Some(format!("{} ms", milliseconds(side.latency()?))));
    view! {
        <tr data-testid="own-model-right">{cells(tr!("Right"), right)}</tr>
        <tr>{cells(tr!("A digit takes"), latency)}</tr>
    }
}
