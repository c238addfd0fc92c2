package dualflow.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FormulasTest {
    private static final Scope SCOPE = Trees.claims("""
            given d, n, K in 1..3; t: time; a, b: R; h: small; x, y, z: R^d; A, B: R^(d,d); w: simplex(K); s: R^K; mu[K]: R^d; S[K]: spd(d)
            given f: map(d); g: map(d, d); v: field(d); F[K]: map(d, d); k: index(K); X ~ normal(d); c ~ categorical(w)
            let q(x, t) = f(x) t
            claim a: x = x
            """).get(0).scope();

    private static Scope with(String declarations) {
        return Trees.claims("given d, K in 1..3; x: R^d\n" + declarations + "\nclaim a: x = x")
                .get(0)
                .scope();
    }

    private static String shape(String text) {
        return Trees.shape(Trees.formula(text, SCOPE));
    }

    /** Both texts are the same tree, and the second one is how it is spelt. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '"',
            value = {
                "(a b) x + (-(y)) => a b x + (-y)",
                "a + b * x => a + b x",
                "(a + b) (x - y) => (a + b) (x - y)",
                "a - (b - (a - b)) => a - (b - (a - b))",
                "((a - b) - a) => a - b - a",
                "f(x) => f(x)",
                "x (y) => x y",
                "f * (g + f) => f * (g + f)",
                "f g => f g",
                "1/2 x => 1/2 x",
                "(1/2) * (x) => 1/2 x",
                "(a/b) x => a/b * x",
                "a / (b x) => a/(b x)",
                "a/b/a => a/b/a",
                "a/b * x / a => a/b * x/a",
                "-(a b) => -a b",
                "(-a) b => (-a) b",
                "a * -b => a (-b)",
                "-(-a) => -(-a)",
                "a^b^2 => a^b^2",
                "(a^b)^2 => (a^b)^2",
                "-a^2 => -a^2",
                "a^(-1/2) => a^(-1/2)",
                "a^(-1) => a^-1",
                "a^-b => a^(-b)",
                "2^s[1] => 2^s[1]",
                "a^f(x) b => a^f(x) b",
                "A^T => A'",
                "A^T^T => A''",
                "A^-T B => A^-1' B",
                "(A^-1)' => A^-1'",
                "(A B)' => (A B)'",
                "A' B => A' B",
                "(A')^2 => A'^2",
                "<x, y> => x' y",
                "2 <x + y, g(x)> / a => 2 ((x + y)' g(x))/a",
                "|x| |y| => |x| * |y|",
                "||x| - 1| => ||x| - 1|",
                "|x * |y|| => |x * |y||",
                "sum_k w[k] mu[k] => sum_k w[k] mu[k]",
                "(sum_k w[k]) a => (sum_k w[k]) a",
                "a sum_k w[k] => a sum_k w[k]",
                "(a sum_k w[k]) b => (a sum_k w[k]) b",
                "sum_k (w[k] + a) => sum_k (w[k] + a)",
                "sum_k (-w[k]) => sum_k (-w[k])",
                "sum_{i in 1..d} x[i] => sum_{i in 1..d} x[i]",
                "sum_{j != k} w[j] => sum_{j != k} w[j]",
                "prod_{i in 1..k} S[i] => prod_{i in 1..k} S[i]",
                "max_{j in 1..K} w[j] => max_{j in 1..K}(w[j])",
                "max_{j in 1..K} (w[j]) a => max_{j in 1..K}(w[j]) a",
                "softmax_k(w[k])^2 => softmax_k(w[k])^2",
                "logsumexp_j(a w[j]) + a => logsumexp_j(a w[j]) + a",
                "integral_{r in 0..t} (a + r) => integral_{r in 0..t} (a + r)",
                "(integral_{r in 0..t} r) a => (integral_{r in 0..t} r) a",
                "d/dt t^2 + a => d/dt t^2 + a",
                "d/dt (t + a) => d/dt (t + a)",
                "(d/dt t) a => (d/dt t) a",
                "E[X] => E[X]",
                "E[|X|^2 | X = x, c = k] => E[|X|^2 | X = x, c = k]",
                "E[(|X|^2) a] => E[|X|^2 a]",
                "Cov[X, X + x] => Cov[X, X + x]",
                "P[c = k | X = x] p_X(x) => P[c = k | X = x] p_X(x)",
                "log p_X => log(p_X)",
                "grad(log p_X)(x) => grad(log(p_X))(x)",
                "grad f(x) => grad(f)(x)",
                "grad f(x)' g(x) => grad(f)(x)' g(x)",
                "jac F[1](x) y => jac(F[1])(x) y",
                "grad_x log p_X(x) => grad_x(log(p_X))(x)",
                "grad_x log a => grad_x(log(a))",
                "div v => div(v)",
                "log |a| => log(|a|)",
                "sqrt 2 a => sqrt(2) a",
                "sin a b => sin(a) b",
                "tanh |x| => tanh(|x|)",
                "a ** 2 ** b => a^2^b",
                "a + +b => a + b",
                "a * +b => a b",
                "2^+a => 2^a",
                "2. a + .5 => 2. a + .5",
                "2.*a => 2 .* a",
                "x[1..2] => x[1..2]",
                "e^a => e^a",
                "2 e (a + b) => 2 e (a + b)",
                "jac_x(v)(x, t) => jac_x(v)(x, t)",
                "jvp(v)(x, t; y, 0) => jvp(v)(x, t; y, 0)",
                "f o g o F[1] => f o g o F[1]",
                "(f o g)(x) => (f o g)(x)",
                "jac(f o g)(x) => jac(f o g)(x)",
                "compose(f, g) => f o g",
                "flow(v; 0 -> t)(x) => flow(v; 0 -> t)(x)",
                "A[1, 1..d] => A[1, 1..d]",
                "(A B)[1..d, 1] => (A B)[1..d, 1]",
                "A'[1, 1] => A'[1, 1]",
                "[A, x; y', a][1..d, d+1] => [A, x; y', a][1..d, d + 1]",
                "A * [a; b] => A * [a; b]",
                "mu[k - 1] => mu[k - 1]",
                "mu[k][1] => mu[k][1]",
                "[f(mu[i] - mu[j])]_{i in 1..K, j in 1..K} s => [f(mu[i] - mu[j])]_{i in 1..K, j in 1..K} s",
                "[w[i]]_{i in 1..K} => [w[i]]_{i in 1..K}",
                "exp.(A) => exp.(A)",
                "I(d) x => I(d) x",
                "I(d+1) => I(d + 1)",
                "I (x - y) => I * (x - y)",
                "I x => I x",
                "ones(d) => ones(d)",
                "lgamma(a) gamma(a) => lgamma(a) gamma(a)",
                "max(x) + min(x, y) => max(x) + min(x, y)",
                "2 pi => 2 pi",
                "x + O(h^2) => x + O(h^2)",
                "x + O(h) => x + O(h)",
                "a ./ b .* 2 => a ./ b .* 2",
                "d / d => d/d",
            })
    void textIsParsedAndSpeltAgain(String text, String canonical) {
        Formula formula = Trees.formula(text, SCOPE);
        assertThat(FormulaText.of(formula, SCOPE)).isEqualTo(canonical);
        assertThat(shape(canonical)).isEqualTo(Trees.shape(formula));
    }

    static Stream<SourceText> corpus() {
        return Trees.corpus().stream();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void everyFormulaOfTheCorpusIsSpeltSoThatItParsesToTheSameTree(SourceText file) {
        for (Statement claim : ClaimFileParser.parse(file).claims()) {
            for (Trees.Placed placed : Trees.formulas(claim)) {
                String text = FormulaText.of(placed.formula(), placed.scope());
                assertThat(Trees.shape(Trees.formula(text, placed.scope())))
                        .as("%s %s", claim.id(), text)
                        .isEqualTo(Trees.shape(placed.formula()));
            }
        }
    }

    /** Each formula with and without every pair of its brackets: none that is spelt can be left out. */
    @ParameterizedTest
    @MethodSource("corpus")
    void noBracketOfTheSpellingCanBeLeftOut(SourceText file) {
        for (Statement claim : ClaimFileParser.parse(file).claims()) {
            for (Trees.Placed placed : Trees.formulas(claim)) {
                String text = FormulaText.of(placed.formula(), placed.scope());
                List<String> shorter = withoutOnePair(text);
                assertThat(shorter).as(text).noneMatch(other -> isSame(other, placed));
            }
        }
    }

    private static boolean isSame(String text, Trees.Placed placed) {
        try {
            return Trees.shape(Trees.formula(text, placed.scope())).equals(Trees.shape(placed.formula()));
        } catch (FormulaException e) {
            return false;
        }
    }

    /** The text without one pair of round brackets, but for those that the spelling has for the eye: after a sign, and around negated factors. */
    private static List<String> withoutOnePair(String text) {
        return Stream.iterate(0, i -> i < text.length(), i -> i + 1)
                .filter(i -> text.charAt(i) == '(' && !text.startsWith("(-", i))
                .filter(i -> i == 0
                        || (!Character.isLetterOrDigit(text.charAt(i - 1)) && "])'}.".indexOf(text.charAt(i - 1)) < 0))
                .map(i -> text.substring(0, i) + " " + text.substring(i + 1, closing(text, i)) + " "
                        + text.substring(closing(text, i) + 1))
                .toList();
    }

    private static int closing(String text, int opening) {
        int depth = 0;
        for (int i = opening; ; i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '"',
            value = {
                "∑ₖ wₖ μₖ => sum_k w[k] mu[k]",
                "Sₖ⁻¹ x => S[k]^-1 x",
                "A⁻ᵀ => A^-T",
                "xᵀ y · a => x' y * a",
                "∇·ₓ(v)(x, t) => div_x(v)(x, t)",
                "∂ₜ(v)(x, t) => partial_t(v)(x, t)",
                "∇(f)(x) => grad(f)(x)",
                "½ x => (1/2) x",
                "a² => a^2",
                "a⁻¹² => a^-12",
                "𝔼[X ∣ X = x] => E[X | X = x]",
                "ℙ[c = k] => P[c = k]",
                "‖x‖² => |x|^2",
                "x ⊙ y − y => x .* y - y",
                "f ∘ g => f o g",
                "∫_{r ∈ 0..t} r => integral_{r in 0..t} r",
                "∏_{i ∈ 1…K} w[i] => prod_{i in 1..K} w[i]",
                "⟨x, y⟩ => <x, y>",
                "√a => sqrt(a)",
                "2 π => 2 pi",
            })
    void unicodeIsAscii(String unicode, String ascii) {
        assertThat(shape(unicode)).isEqualTo(shape(ascii));
    }

    @ParameterizedTest
    @CsvSource({
        "π₀, pi0",
        "x̂, xhat",
        "x\u0302, xhat",
        "â, ahat",
        "θ̃, thetatilde",
        "Σ, Sigma",
        "ϕ, phi",
        "ϵ, eps",
        "x₁₂, x12"
    })
    void namesAreSpeltInAscii(String unicode, String ascii) {
        assertThat(FormulaText.of(Trees.formula(unicode, with("given " + ascii + ": R"))))
                .isEqualTo(ascii);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "given P: spd(d)|P[1, 1]|Indexed",
                "given E: spd(d)|E[1, 1]|Indexed",
                "given R: spd(d)|R x|Binary",
                "given pi: simplex(K)|pi|Name",
                "given gamma: R|gamma (x)|Binary",
                "given T: R|2^T|Power",
                "given T: spd(d)|T^T|Transposed",
                "given o: R; f: map(d)|f o|Binary",
            })
    void declaredNameCounts(String declaration, String text, String kind) {
        assertThat(Trees.formula(text, with(declaration)).getClass().getSimpleName())
                .isEqualTo(kind);
    }

    /** The size of the range is inferred from families first, then from vectors, weights and matrices. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum_k w[k]|K",
                "sum_i x[i]|d",
                "sum_i A[i, i]|d",
                "sum_i B[1, i]|n",
                "sum_i u[i] x[i]|d",
                "sum_i M[i][1]|K",
                "sum_i M[1][i]|d",
                "sum_k x[k] M[k]|K",
                "sum_i X[i]|d",
                "sum_i Y[i]|n",
                "sum_{j != 2} w[j]|K",
            })
    void rangeOfAnIndexIsInferred(String text, String size) {
        Scope scope = with(
                "given n in 1..3; w: simplex(K); u: unit(d); A: sym(d); B: R^(d, n); M[K]: R^d; X ~ normal(d); Y ~ signs(n)");
        Formula.Over over = (Formula.Over) Trees.formula(text, scope);
        assertThat(over.size()).contains(Dimension.of(size));
    }

    @Test
    void rangeIsNotInferredFromAShiftedIndex() {
        assertThatThrownBy(() -> Trees.formula("sum_k mu[k - 1]", SCOPE))
                .hasMessage("the range of k is not known: no family is indexed by it");
    }

    /** On a stack of half the usual size. */
    @ParameterizedTest
    @CsvSource({"' + ', plus", "' - ', minus", "' * ', product", "'/', quotient"})
    void manyTermsAreWrittenWithoutDeepRecursion(String sign, String what) throws InterruptedException {
        String text = "a" + (sign + "b").repeat(1000);
        List<String> written = new ArrayList<>();
        Thread thread = new Thread(
                null,
                () -> {
                    Formula formula = Trees.formula(text, SCOPE);
                    List<Statement.Relation> equation =
                            List.of(new Statement.Relation(formula.span(), true, formula, formula));
                    written.add(FormulaText.of(formula));
                    written.add(LatexPrinter.of(equation, SCOPE));
                    written.add(MathMl.of(equation, SCOPE));
                },
                what,
                512 << 10);
        thread.start();
        thread.join();
        assertThat(written).hasSize(3);
        assertThat(written.get(0)).isEqualTo(text.replace(" * ", " "));
    }

    @Test
    void spansCoverWhatIsWritten() {
        Formula.Binary sum = (Formula.Binary) Trees.formula("(a + b) x + |y| y", SCOPE);
        assertThat(sum.span()).isEqualTo(new Span(0, 17));
        assertThat(sum.left().span()).isEqualTo(new Span(0, 9));
        assertThat(((Formula.Binary) sum.left()).left().span()).isEqualTo(new Span(1, 6));
        assertThat(sum.right().span()).isEqualTo(new Span(12, 17));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x +|a quantity is expected here; the text ends",
                "x)|an operator or the end is expected here; found ')'",
                "foo(x)|'foo' is not declared",
                "a / b x|a / b c can be read in two ways",
                "x 2|a number stands before what it multiplies; found '2'",
                "mu_0|'mu_0' is not declared",
                "O(t)|O(t) needs 't: small'",
            })
    void wrongFormulaSaysWhat(String text, String message) {
        assertThatThrownBy(() -> Trees.formula(text, SCOPE))
                .isInstanceOf(FormulaException.class)
                .hasMessage(message);
    }

    @Test
    void everyBuiltinIsDescribedByASentence() {
        assertThat(Builtins.all()).hasSizeGreaterThan(35).allSatisfy(builtin -> {
            assertThat(builtin.meaning()).endsWith(".").hasSizeGreaterThan(3).doesNotContain("FILL IN");
            assertThat(Builtins.find(builtin.name())).contains(builtin);
        });
    }
}
