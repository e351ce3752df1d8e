package io.wandb4j.sweeps.search;

import java.util.random.RandomGenerator;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DiagonalMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** A normal cloud of points that moves to where it is good, and learns its size and shape on the way.
 *
 * <p>The names of the constants are those of Hansen's tutorial (arXiv:1604.00772), section B; points that another search
 * proposed are drawn nearer as in his "Injecting external solutions" (arXiv:1110.4181). */
final class CmaEs {
    private static final double FIRST_DEVIATION = 0.3;
    private static final double COLLAPSED = 1e-10;

    private final int n;
    private final int lambda;
    private final double[] weights;
    private final double muEff;
    private final double cSigma;
    private final double dSigma;
    private final double cCov;
    private final double c1;
    private final double cMu;
    private final double chi;
    private RealVector mean;
    private double sigma;
    private RealMatrix covariance;
    private RealVector sigmaPath;
    private RealVector covariancePath;
    private EigenDecompositionSymmetric eigen;
    private int generations;

    CmaEs(int dimensions) {
        this.n = dimensions;
        this.lambda = 4 + (int) (3 * Math.log(n));
        this.weights = weights(lambda / 2);
        double squares = 0;
        for (double weight : weights) {
            squares += weight * weight;
        }
        this.muEff = 1 / squares;
        this.cSigma = (muEff + 2) / (n + muEff + 5);
        this.dSigma = 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma;
        this.cCov = (4 + muEff / n) / (n + 4 + 2 * muEff / n);
        this.c1 = 2 / ((n + 1.3) * (n + 1.3) + muEff);
        this.cMu = Math.min(1 - c1, 2 * (muEff - 2 + 1 / muEff) / ((n + 2.0) * (n + 2.0) + muEff));
        this.chi = Math.sqrt(n) * (1 - 1.0 / (4 * n) + 1.0 / (21.0 * n * n));
        this.mean = new ArrayRealVector(n, 0.5);
        this.sigma = FIRST_DEVIATION;
        this.covariance = MatrixUtils.createRealIdentityMatrix(n);
        this.sigmaPath = new ArrayRealVector(n);
        this.covariancePath = new ArrayRealVector(n);
        this.eigen = new EigenDecompositionSymmetric(covariance);
    }

    /** How many points make a generation. */
    int generation() {
        return lambda;
    }

    /** A point of the cloud, which may lie outside of the cube.
     *
     * @param least the least deviation in each coordinate */
    double[] ask(RandomGenerator generator, double[] least) {
        double[] normal = generator
                .doubles(n, Double.MIN_NORMAL, 1)
                .map(Surrogate.NORMAL::inverseCumulativeProbability)
                .toArray();
        RealMatrix stretched = eigen.getV().multiply(new DiagonalMatrix(roots(1)));
        double[] offset = stretched.operate(normal);
        double[] point = new double[n];
        for (int i = 0; i < n; i++) {
            double deviation = sigma * Math.sqrt(covariance.getEntry(i, i));
            double widened = Math.max(1, least[i] / Math.max(deviation, Double.MIN_NORMAL));
            point[i] = mean.getEntry(i) + sigma * offset[i] * widened;
        }
        return point;
    }

    /** Learns from one generation, the best point first. */
    void tell(double[][] best) {
        RealMatrix whitening =
                eigen.getV().multiply(new DiagonalMatrix(roots(-1))).multiply(eigen.getVT());
        RealVector step = new ArrayRealVector(n);
        RealMatrix spread = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < weights.length; i++) {
            RealVector offset =
                    drawnNearer(new ArrayRealVector(best[i]).subtract(mean).mapDivide(sigma), whitening);
            step = step.add(offset.mapMultiply(weights[i]));
            spread = spread.add(offset.outerProduct(offset).scalarMultiply(weights[i]));
        }
        generations++;
        mean = mean.add(step.mapMultiply(sigma));
        sigmaPath = sigmaPath
                .mapMultiply(1 - cSigma)
                .add(whitening.operate(step).mapMultiply(Math.sqrt(cSigma * (2 - cSigma) * muEff)));
        adapt(step, spread);
        sigma *= Math.exp(Math.min(1, cSigma / dSigma * (sigmaPath.getNorm() / chi - 1)));
        eigen = new EigenDecompositionSymmetric(covariance);
        if (sigma * Math.sqrt(eigen.getEigenvalues()[0]) < COLLAPSED) {
            restart();
        }
    }

    private void adapt(RealVector step, RealMatrix spread) {
        double expected = Math.sqrt(1 - Math.pow(1 - cSigma, 2.0 * generations));
        boolean steady = sigmaPath.getNorm() / expected < (1.4 + 2 / (n + 1.0)) * chi;
        double rest = steady ? 0 : c1 * cCov * (2 - cCov);
        covariancePath = covariancePath.mapMultiply(1 - cCov);
        if (steady) {
            covariancePath = covariancePath.add(step.mapMultiply(Math.sqrt(cCov * (2 - cCov) * muEff)));
        }
        covariance = covariance
                .scalarMultiply(1 - c1 - cMu + rest)
                .add(covariancePath.outerProduct(covariancePath).scalarMultiply(c1))
                .add(spread.scalarMultiply(cMu));
    }

    /** Looks around anew from where the cloud has shrunk to nothing. */
    private void restart() {
        sigma = FIRST_DEVIATION;
        covariance = MatrixUtils.createRealIdentityMatrix(n);
        sigmaPath = new ArrayRealVector(n);
        covariancePath = new ArrayRealVector(n);
        eigen = new EigenDecompositionSymmetric(covariance);
        generations = 0;
    }

    private RealVector drawnNearer(RealVector offset, RealMatrix whitening) {
        double limit = Math.sqrt(n) + 2.0 * n / (n + 2);
        double length = whitening.operate(offset).getNorm();
        return length <= limit ? offset : offset.mapMultiply(limit / length);
    }

    /** The square roots of the eigenvalues, or their inverses. */
    private double[] roots(int sign) {
        double[] roots = eigen.getEigenvalues().clone();
        for (int i = 0; i < roots.length; i++) {
            roots[i] = Math.pow(Math.max(roots[i], 1e-20), sign * 0.5);
        }
        return roots;
    }

    private static double[] weights(int parents) {
        double[] weights = new double[parents];
        double sum = 0;
        for (int i = 0; i < parents; i++) {
            weights[i] = Math.log(parents + 0.5) - Math.log(i + 1.0);
            sum += weights[i];
        }
        for (int i = 0; i < parents; i++) {
            weights[i] /= sum;
        }
        return weights;
    }
}
