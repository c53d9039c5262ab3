// Draws the figures from the data that the page carries. Asks nobody for anything.
"use strict";
(function () {
  const NARROW = 560;
  const LONGEST = 18;
  const PRINTED = 660;
  const TALLEST = 860;
  const plots = Array.from(document.querySelectorAll(".plot"));
  const config = { displayModeBar: false, displaylogo: false, responsive: true, scrollZoom: false };

  // On a narrow screen a panel's heading puts its explanation on a line of its own.
  function fitted(layout, width) {
    if (width >= NARROW) return layout;
    const copy = JSON.parse(JSON.stringify(layout));
    copy.dragmode = false;
    if (copy.legend && copy.legend.xanchor === "right") copy.showlegend = false;
    (copy.annotations || []).forEach(function (note) {
      if (typeof note.text === "string" && note.xref === "paper") {
        note.text = note.text.replace("</b>  <span", "</b><br><span");
        note.font = Object.assign({}, note.font, { size: 11 });
      }
    });
    if (copy.margin && (copy.annotations || []).some(function (n) { return n.xref === "paper"; })) {
      copy.margin.t = Math.max(copy.margin.t || 0, 40);
    }
    const labels = copy.yaxis && copy.yaxis.ticktext;
    if (labels) {
      copy.yaxis.ticktext = labels.map(function (text) {
        return text.length > LONGEST ? text.slice(0, LONGEST - 1) + "…" : text;
      });
    }
    return copy;
  }

  function draw(plot) {
    const figure = JSON.parse(document.getElementById("data-" + plot.dataset.figure).textContent);
    return Plotly.newPlot(plot, figure.data, fitted(figure.layout, plot.clientWidth), config);
  }

  function next(index) {
    if (index >= plots.length) {
      document.documentElement.dataset.drawn = String(plots.length);
      return;
    }
    draw(plots[index]).then(function () { requestAnimationFrame(function () { next(index + 1); }); });
  }

  // Paper has one width; the screen's comes back afterwards.
  window.addEventListener("beforeprint", function () {
    plots.forEach(function (plot) {
      const half = plot.closest(".grid") !== null;
      const height = Math.min(plot.layout.height, TALLEST);
      plot.dataset.height = String(plot.layout.height);
      plot.style.height = height + "px";
      Plotly.relayout(plot, { autosize: false, width: half ? PRINTED / 2 - 12 : PRINTED, height: height });
    });
  });
  window.addEventListener("afterprint", function () {
    plots.forEach(function (plot) {
      plot.style.height = plot.dataset.height + "px";
      Plotly.relayout(plot, { autosize: true, width: null, height: Number(plot.dataset.height) });
    });
  });

  next(0);
})();
