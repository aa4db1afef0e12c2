/// SHA-256 of the ONNX file, in hexadecimal.
pub(crate) const FINGERPRINT: &str = "38174cf6de1bf726f54e01d05acff1460ab8891b2c1b2e1bef06cd8cd3ecae75";

/// Weights of all layers in the order of the calls, transformed for their kernels.
pub(crate) fn weights() -> Vec<f32> {
    let packed = weights::decode(include_bytes!("weights.bin"));
    [
        packed[0..160].to_vec(),
        transform_filter(&packed[160..2480], 16),
        transform_filter(&packed[2480..6540], 28),
        transform_filter(&packed[6540..13624], 28),
        transform_filter(&packed[13624..20708], 28),
        transform_filter(&packed[20708..27792], 28),
        transform_filter(&packed[27792..40948], 52),
        transform_filter(&packed[40948..65336], 52),
        transform_filter(&packed[65336..89724], 52),
        transform_filter(&packed[89724..114112], 52),
        packed[114112..119740].to_vec(),
        packed[119740..121616].to_vec(),
    ]
    .concat()
}

/// Image and output of each layer.
pub(crate) type Activations = [FeatureMap; 16];

pub(crate) fn activations() -> Activations {
    [FeatureMap::new(28, 28, 1, 0), FeatureMap::new(26, 26, 16, 0), FeatureMap::new(24, 24, 16, 0), FeatureMap::new(12, 12, 16, 1), FeatureMap::new(12, 12, 28, 1), FeatureMap::new(12, 12, 28, 1), FeatureMap::new(12, 12, 28, 1), FeatureMap::new(12, 12, 28, 0), FeatureMap::new(6, 6, 28, 1), FeatureMap::new(6, 6, 52, 1), FeatureMap::new(6, 6, 52, 1), FeatureMap::new(6, 6, 52, 1), FeatureMap::new(6, 6, 52, 0), FeatureMap::new(3, 3, 52, 0), FeatureMap::new(1, 1, 12, 0), FeatureMap::new(1, 1, 4, 0)]
}

/// Kind and number of channels of each layer, without padding to full registers.
pub(crate) const LAYERS: [(LayerKind, usize); 15] = [(LayerKind::Convolution, 16), (LayerKind::Convolution, 16), (LayerKind::MaxPool, 16), (LayerKind::Convolution, 28), (LayerKind::Convolution, 28), (LayerKind::Convolution, 28), (LayerKind::Convolution, 28), (LayerKind::MaxPool, 28), (LayerKind::Convolution, 52), (LayerKind::Convolution, 52), (LayerKind::Convolution, 52), (LayerKind::Convolution, 52), (LayerKind::MaxPool, 52), (LayerKind::Dense, 10), (LayerKind::Dense, 1)];

/// Runs the network and returns logits and rejection.
pub(crate) fn run<'a>(
    image: impl Iterator<Item = f32>,
    weights: &[f32],
    activations: &'a mut Activations,
    workspace: &mut Workspace,
) -> [&'a FeatureMap; 2] {
    let [map_0, map_1, map_2, map_3, map_4, map_5, map_6, map_7, map_8, map_9, map_10, map_11, map_12, map_13, map_14, map_15] = activations;
    map_0.fill(image);
    // /blocks.0/conv/Conv
    conv2d(map_0, &Conv2d { size: 3, stride: 1, padding: 0, clamp_min: 0.0, weights: &weights[0..160] }, map_1);
    // /blocks.1/conv/Conv
    conv2d_winograd(map_1, &WinogradConv2d { padding: 0, clamp_min: 0.0, weights: &weights[160..4272] }, map_2, workspace);
    // /blocks.2/MaxPool
    max_pool(map_2, map_3);
    // /blocks.3/conv/Conv
    conv2d_winograd(map_3, &WinogradConv2d { padding: 1, clamp_min: 0.0, weights: &weights[4272..11468] }, map_4, workspace);
    // /blocks.4/conv/Conv
    conv2d_winograd(map_4, &WinogradConv2d { padding: 1, clamp_min: 0.0, weights: &weights[11468..24040] }, map_5, workspace);
    // /blocks.5/conv/Conv
    conv2d_winograd(map_5, &WinogradConv2d { padding: 1, clamp_min: 0.0, weights: &weights[24040..36612] }, map_6, workspace);
    // /blocks.6/conv/Conv
    conv2d_winograd(map_6, &WinogradConv2d { padding: 1, clamp_min: 0.0, weights: &weights[36612..49184] }, map_7, workspace);
    // /blocks.7/MaxPool
    max_pool(map_7, map_8);
    // /blocks.8/conv/Conv
    conv2d_winograd(map_8, &WinogradConv2d { padding: 1, clamp_min: 0.0, weights: &weights[49184..72532] }, map_9, workspace);
    // /blocks.9/conv/Conv
    conv2d_winograd(map_9, &WinogradConv2d { padding: 1, clamp_min: 0.0, weights: &weights[72532..115848] }, map_10, workspace);
    // /blocks.10/conv/Conv
    conv2d_winograd(map_10, &WinogradConv2d { padding: 1, clamp_min: 0.0, weights: &weights[115848..159164] }, map_11, workspace);
    // /blocks.11/conv/Conv
    conv2d_winograd(map_11, &WinogradConv2d { padding: 1, clamp_min: 0.0, weights: &weights[159164..202480] }, map_12, workspace);
    // /blocks.12/MaxPool
    max_pool(map_12, map_13);
    // /logits/Gemm
    conv2d(map_13, &Conv2d { size: 3, stride: 1, padding: 0, clamp_min: f32::NEG_INFINITY, weights: &weights[202480..208108] }, map_14);
    // /rejection/Gemm
    conv2d(map_13, &Conv2d { size: 3, stride: 1, padding: 0, clamp_min: f32::NEG_INFINITY, weights: &weights[208108..209984] }, map_15);
    [map_14, map_15]
}

// weights.bin: 182424 bytes, SHA-256 326c49c974b744963444b2072f7e57950f76128727e01d27a71aa800563f6348
