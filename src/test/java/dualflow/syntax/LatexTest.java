package dualflow.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LatexTest {
    private static final String GIVEN = """
            given d, n, K in 1..3; t: time; a, b, h: R; x, y, x0, xi: R^d; A, B: R^(d,d); w: simplex(K); mu[K], mu0: R^d; Sigma[K]: spd(d)
            given f: map(d); v: field(d); pi: simplex(K); X ~ normal(d); xt ~ normal(d); c ~ categorical(w); k: index(K); smin: R+; eps: R^d
            let p(x, t) = f(x) t
            """;
    private static final Scope SCOPE =
            Trees.claims(GIVEN + "claim a: x = x").get(0).scope();

    private static Formula latex(String text) {
        return LatexReader.formula(new SourceText("formula", text), SCOPE);
    }

    static Stream<SourceText> corpus() {
        return Trees.corpus().stream();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void everyClaimOfTheCorpusReadsBackToTheSameTree(SourceText file) {
        for (Statement claim : ClaimFileParser.parse(file).claims()) {
            List<List<Statement.Relation>> equations = Stream.concat(
                            Stream.of(claim.equation()), claim.instead().stream())
                    .toList();
            for (List<Statement.Relation> equation : equations) {
                String text = LatexPrinter.of(equation, claim.scope());
                List<Statement.Relation> read = LatexReader.equation(new SourceText(claim.id(), text), claim.scope());
                assertThat(Trees.shape(read)).as("%s %s", claim.id(), text).isEqualTo(Trees.shape(equation));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void everyDefinitionOfTheCorpusReadsBackToTheSameTree(SourceText file) {
        for (Statement claim : ClaimFileParser.parse(file).claims()) {
            for (Trees.Placed placed : Trees.formulas(claim)) {
                String text = LatexPrinter.of(placed.formula(), placed.scope());
                Formula read = LatexReader.formula(new SourceText(claim.id(), text), placed.scope());
                assertThat(Trees.shape(read)).as("%s %s", claim.id(), text).isEqualTo(Trees.shape(placed.formula()));
            }
        }
    }

    /** As papers write it, and the same in the notation of claim files. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '"',
            value = {
                "\\frac{a}{b} x => a/b * x",
                "\\frac12 a => 1/2 a",
                "ab x => a b x",
                "\\sum_k w_k \\mu_k => sum_k w[k] mu[k]",
                "\\sum_{k} w_{k} \\mu_{k} => sum_k w[k] mu[k]",
                "\\sum_{k=1}^{K} w_k => sum_{k in 1..K} w[k]",
                "\\sum_{j \\neq k} w_j => sum_{j != k} w[j]",
                "\\prod\\limits_{i=1}^{K-1} w_i => prod_{i in 1..K - 1} w[i]",
                "\\Sigma_k^{-1} (x - \\mu_k) => Sigma[k]^-1 (x - mu[k])",
                "\\Sigma^{-1}_k x => Sigma[k]^-1 x",
                "\\mathbb{E}[X \\mid X = x] => E[X | X = x]",
                "\\mathbb{E}\\left[X \\middle| X = x\\right] => E[X | X = x]",
                "\\operatorname{Cov}[X] => Cov[X]",
                "\\mathbb{P}[c = k \\mid X = x] => P[c = k | X = x]",
                "\\nabla_x(\\log p_X)(x) => grad_x(log(p_X))(x)",
                "\\nabla_x \\log p(x, t) => grad_x(log(p))(x, t)",
                "\\nabla_x \\log p_X(x) => grad_x(log(p_X))(x)",
                "\\partial_t p(x, t) + \\nabla_x \\cdot v(x, t) => partial_t(p)(x, t) + div_x(v)(x, t)",
                "\\nabla_x\\cdot(v)(x, t) => div_x(v)(x, t)",
                "\\nabla \\cdot_x(v)(x, t) => div_x(v)(x, t)",
                "\\nabla^2(f)(x) => hess(f)(x)",
                "\\partial_t(p)(x, t) => partial_t(p)(x, t)",
                "\\frac{\\partial p}{\\partial t}(x, t) => partial_t(p)(x, t)",
                "\\frac{\\partial}{\\partial t}(p)(x, t) => partial_t(p)(x, t)",
                "\\frac{\\mathrm{d}}{\\mathrm{d}t} p(x, t) => d/dt p(x, t)",
                "x^\\top y => x' y",
                "x^{\\top} A^{-\\top} y => x' A^-T y",
                "A^T A => A' A",
                "\\mathrm{smin} a => smin a",
                "p_X(x) + p_{\\mathrm{xt}}(x) => p_X(x) + p_xt(x)",
                "\\mu_0 + \\mu_1 => mu0 + mu[1]",
                "x_0 + x_i^2 => x0 + xi^2",
                "x_k A_{1,k} => x[k] A[1, k]",
                "A_{1, 1:d} => A[1, 1..d]",
                "\\|x\\|^2 => |x|^2",
                "\\left\\|x\\right\\|^2 |a| => |x|^2 * |a|",
                "a \\lVert x \\rVert => a * |x|",
                "\\begin{bmatrix} A & x \\\\ y^\\top & a \\end{bmatrix} => [A, x; y', a]",
                "A \\begin{pmatrix} a \\\\ b \\end{pmatrix} => A * [a; b]",
                "\\int_0^t s^2 \\,\\mathrm{d}s + a => integral_{s in 0..t} s^2 + a",
                "\\int_0^1 \\int_0^1 (r + s) \\mathrm{d}r \\mathrm{d}s => integral_{s in 0..1} integral_{r in 0..1} (r + s)",
                "\\mathcal{N}(x; \\mu_k, \\Sigma_k) => pdf_normal(x; mu[k], Sigma[k])",
                "\\log \\mathcal{N}(x; \\mu_k, \\Sigma_k) => logpdf_normal(x; mu[k], Sigma[k])",
                "\\sqrt{a} x => sqrt(a) x",
                "\\langle x, y \\rangle => <x, y>",
                "A - a I_d => A - a I(d)",
                "\\lambda_{\\max}(A) => lammax(A)",
                "x \\odot \\varepsilon => x .* eps",
                "f \\circ v => f o v",
                "\\operatorname{tr}(A) \\det(A) \\ln a => tr(A) det(A) log(a)",
                "\\boldsymbol{\\mu}_k + \\mathbf{x} => mu[k] + x",
                "2 \\cdot 3 + 1.5 => 2 * 3 + 1.5",
                "\\mathrm{1e-8} x => 1e-8 x",
                "\\operatorname{flow}(v; 0 \\to t)(x) => flow(v; 0 -> t)(x)",
                "\\max_{j=1}^{K}(w_j) a => max_{j in 1..K}(w[j]) a",
                "\\operatorname{softmax}_k(w_k) => softmax_k(w[k])",
                "\\exp.(A) => exp.(A)",
                "e^{-a x_1} + e => exp(-a x[1]) + exp(1)",
                "\\frac{d}{dt} p(x, t) => d/dt p(x, t)",
                "\\frac{dp}{dt}(x, t) => d/dt p(x, t)",
                "\\int_0^1 s^2 ds => integral_{s in 0..1} s^2",
                "\\lVert x \\rVert_2^2 + \\|y\\|_2 + \\left\\|x\\right\\|_2^2 => |x|^2 + |y| + |x|^2",
                "\\tfrac{1}{2} \\left[ a + b \\right] => 1/2 * (a + b)",
                "[x + y]_1 h => (x + y)[1] h",
                "\\Tr(A) + \\operatorname{Tr}(A) + \\tr(A) => tr(A) + tr(A) + tr(A)",
                "\\E[X] + \\mathbb E [X] + \\mathbb{E}_{X}[X] => E[X] + E[X] + E[X]",
                "\\mathrm{Cov}(X) => Cov[X]",
                "\\mathcal{N}(x \\mid \\mu_k, \\Sigma_k) => pdf_normal(x; mu[k], Sigma[k])",
                "A^{\\mathsf T} => A'",
                "\\Delta f(x) => lap(f)(x)",
                "\\log \\frac{\\det B}{\\det A} => log (det(B)/det(A))",
                "a + b. => a + b",
                "a & + b \\label{eq:sum} \\notag => a + b",
            })
    void papersNotationIsRead(String latex, String text) {
        assertThat(Trees.shape(latex(latex))).isEqualTo(Trees.shape(Trees.formula(text, SCOPE)));
    }

    /** Each notation is printed and read back. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '"',
            value = {
                "a/b * x => \\frac{a}{b} x",
                "mu0 + mu[1] + x0[2] => \\mu_{0} + \\mu_{1} + {x_{0}}_{2}",
                "sum_{i in 1..d} x[i] => \\sum_{i = 1}^{d} x_{(i)}",
                "E[|X|^2 | X = x] => \\mathbb{E}[\\lVert X\\rVert^{2} \\mid X = x]",
                "(A^-1)' x => {A^{- 1}}^{\\top} x",
                "[w[i] w[j]]_{i in 1..K, j in 1..K} => [w_{i} w_{j}]_{i \\in 1:K, j \\in 1:K}",
                "integral_{s in 0..t} (a + s) b => \\int_{0}^{t} (a + s) b \\mathrm{d} s",
                "A * [a; b] => A \\begin{bmatrix} a \\\\ b \\end{bmatrix}",
                "f * (f + f) => f \\cdot (f + f)",
                "pdf_normal(x; y, A) => \\mathcal{N}(x; y, A)",
                "exp.(A) smin => \\exp.(A) \\mathrm{smin}",
                "I(d+1) => I_{d + 1}",
                "prod_{i in 1..k} Sigma[i - 1] => \\prod_{i = 1}^{k} \\Sigma_{i - 1}",
                "max(x) + gamma(a) => \\max(x) + \\operatorname{gamma}(a)",
                "2 pi[1] => 2 \\pi_{1}",
                "a^b^2 (a^b)^2 => a^{b^{2}} (a^{b})^{2}",
            })
    void notationIsPrinted(String text, String latex) {
        Formula formula = Trees.formula(text, SCOPE);
        assertThat(LatexPrinter.of(formula, SCOPE)).isEqualTo(latex);
        assertThat(Trees.shape(latex(latex))).isEqualTo(Trees.shape(formula));
    }

    @Test
    void claimFilesMayHoldLatex() {
        List<Statement> claims = Trees.claims(GIVEN + """
                let q(x) = $\\sum_k w_k \\mathcal{N}(x; \\mu_k, \\Sigma_k)$
                claim one: $\\nabla q(x)
                   = 0$ where a = 1
                    instead: $q(x) \\le 1$
                """);
        assertThat(FormulaText.of(claims.get(0).equation())).isEqualTo("grad(q)(x) = 0");
        assertThat(claims.get(0).instead()).map(FormulaText::of).contains("q(x) <= 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$x = \\fraq{a}{b}$|13|the macro \\fraq is not known",
                "$x = \\foo$|13|the macro \\foo is not known",
                "$x = {y$|13|'}' is missing: this group is never closed",
                "$x = z$|13|'z' is not declared",
                "$x = y) + 1$|14|an operator or the end is expected here; found ')'",
                "$x = \\int_0^1 t$|13|this integral does not end",
                "$x = \\begin{cases} 1$|13|there is no 'cases' here",
                "$x = \\begin{bmatrix} 1$|13|this matrix does not end",
                "$x = x_9$|13|",
                "$x = y|8|this equation does not end: a closing $ is missing",
                "$x = % y$|13|'%' has no meaning in LaTeX here",
            })
    void wrongLatexNamesThePlace(String equation, int column, String message) {
        ParsedFile file = Trees.parse(GIVEN + "claim a: " + equation);
        if (message == null) {
            assertThat(file.errors()).isEmpty(); // an entry: whether there is a ninth one is a question of types
            return;
        }
        String shown = file.errors().get(0).show(file.source());
        assertThat(shown).contains(message);
        assertThat(shown).startsWith("case.claims:4:" + (column + 2) + ":");
    }

    @Test
    void deepGroupsAreRefused() {
        assertThatThrownBy(() -> latex("{".repeat(5000))).hasMessageContaining("nested more than 100");
        assertThatThrownBy(() -> latex("\\frac".repeat(3000))).isInstanceOf(FormulaException.class);
        assertThatThrownBy(() -> latex("x_".repeat(3000))).isInstanceOf(FormulaException.class);
        assertThatThrownBy(() -> latex("\\sqrt".repeat(3000))).isInstanceOf(FormulaException.class);
    }
}
