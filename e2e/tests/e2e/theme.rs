//! Light and dark theme, as the system prefers, forced colors, and print.

use crate::visit::visit;
use anyhow::Result;
use e2e::ink::number;
use e2e::{Page, cdp};
use std::collections::{HashMap, HashSet};

/// Colors of the theme, and the drawing in them.
const COLORS: &str = "(() => {
    const style = (css) => getComputedStyle(document.querySelector(css));
    return [
        style('html').backgroundColor,
        style('html').color,
        style('.chart .top').fill,
        style('.chart .bar:not(.top)').fill,
        style('.chart .digit').fill,
        document.querySelector('[data-testid=drawing-pad]').toDataURL(),
    ];
})()";

async fn colors(page: &Page, scheme: &str) -> Result<Vec<String>> {
    let before = page.evaluate(COLORS).await?;
    cdp::emulate_color_scheme(page.client(), scheme).await?;
    // The drawing is painted last, in the next frame.
    page.wait_until(&format!("{COLORS}.at(-1) !== {before}.at(-1)"))
        .await?;
    page.evaluate_as(COLORS).await
}

#[test]
fn light_and_dark_have_different_colors() -> Result<()> {
    visit(async |page, _| {
        page.read_digit(2).await?;
        let dark = colors(page, "dark").await?;
        let light = colors(page, "light").await?;
        for (dark, light) in dark.iter().zip(&light) {
            assert_ne!(dark, light);
        }
        for colors in [dark, light] {
            // Background, ink and highest bar differ.
            let main: HashSet<_> = colors[..3].iter().collect();
            assert_eq!(main.len(), 3, "{colors:?}");
        }
        Ok(())
    })
}

#[test]
fn forced_colors_show_states_edges_and_bars() -> Result<()> {
    const LOOKS: &str = "(() => {
        const style = (css, pseudo) => getComputedStyle(document.querySelector(css), pseudo);
        const swatch = (color) => style(`.colors [value=${color}] + span`);
        const paper = style('html').backgroundColor;
        return {
            'pen colors': swatch('Blue').backgroundColor !== swatch('Red').backgroundColor,
            'chosen pen color': swatch('Ink').outlineStyle !== swatch('Red').outlineStyle,
            'pressed tool': style('.tools [aria-pressed=true]').backgroundColor
                !== style('.tools [aria-pressed=false]').backgroundColor,
            'chosen engine': style('.switch :checked + span').backgroundColor
                !== style('.switch :not(:checked) + span').backgroundColor,
            'edge of the pad': style('.window').outlineStyle !== 'none',
            'highest bar': style('.chart .top').fill !== style('.chart .bar:not(.top)').fill,
            'bars': style('.chart .bar:not(.top)').fill !== paper,
            'state of the server':
                style('[data-testid=server-status]', '::before').backgroundColor !== paper,
        };
    })()";
    visit(async |page, _| {
        page.read_digit(2).await?;
        page.connect("Server").await?;
        page.click("Eraser").await?;
        page.click("Pen and guesses").await?;
        for scheme in ["light", "dark"] {
            let features = [
                ("forced-colors", "active"),
                ("prefers-color-scheme", scheme),
            ];
            cdp::emulate_media(page.client(), "", &features).await?;
            let looks: HashMap<String, bool> = page.evaluate_as(LOOKS).await?;
            let missing: Vec<_> = looks.iter().filter(|(_, is_shown)| !**is_shown).collect();
            assert!(missing.is_empty(), "{scheme}: {missing:?}");
        }
        Ok(())
    })
}

#[test]
fn a_print_shows_drawing_and_answer_in_dark_ink_without_controls() -> Result<()> {
    const SHOWN: &str = "(() => {
        const shown = (css) => [...document.querySelectorAll(css)]
            .filter((element) => element.checkVisibility()).length;
        const { backgroundColor, color } = getComputedStyle(document.documentElement);
        const { filter } = getComputedStyle(document.querySelector('.paper canvas'));
        return [
            shown('button:not(.glyph), input, select, summary, footer, .notice'),
            shown('.paper canvas, .digits, .words, .details .chart, .seen canvas'),
            backgroundColor, color, filter,
        ].join(' ');
    })()";
    visit(async |page, _| {
        page.read(&number("305")).await?;
        let features = [("prefers-color-scheme", "dark")];
        cdp::emulate_media(page.client(), "print", &features).await?;
        let expected = "0 5 rgb(255, 255, 255) rgb(28, 29, 34) brightness(0.35)";
        assert_eq!(page.evaluate(SHOWN).await?, expected);
        Ok(())
    })
}
